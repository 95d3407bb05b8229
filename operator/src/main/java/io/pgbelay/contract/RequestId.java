package io.pgbelay.contract;

import org.jspecify.annotations.Nullable;

/**
 * Which resource gave an order.
 *
 * @param createdAt its creationTimestamp, RFC 3339
 * @param schedule the BackupSchedule it belongs to, if any
 */
public record RequestId(
        String namespace,
        String name,
        String uid,
        String createdAt,
        @Nullable String schedule) {
    /** The first eight characters of the UID, as they stand in keys and names. */
    public String uid8() {
        return uid.substring(0, 8);
    }
}
