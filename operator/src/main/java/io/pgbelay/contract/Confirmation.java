package io.pgbelay.contract;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The word by which a person says that this request may replace this database by this backup. It is computed twice: by the
 * operator from what a rehearsal saw, and by the Job just before the act, from what it sees then.
 */
public final class Confirmation {
    private static final int DIGITS = 12;

    private Confirmation() {}

    /**
     * The word.
     *
     * @param uid of the request
     * @param systemIdentifier of the server's data directory; absent where the role may not see it
     * @param timeline tells a promoted copy of the server from the server itself; absent likewise
     * @param oid of the database that is replaced
     * @param content what comes in its place: digest of a manifest, or mark and OID of a database
     * @param plannedAt when the plan was made
     */
    public static String of(
            String uid,
            @Nullable String systemIdentifier,
            @Nullable Long timeline,
            long oid,
            String content,
            String plannedAt) {
        var parts = "%s|%s|%s|%d|%s|%s"
                .formatted(
                        uid,
                        Objects.requireNonNullElse(systemIdentifier, "-"),
                        timeline == null ? "-" : timeline.toString(),
                        oid,
                        content,
                        plannedAt);
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(parts.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
