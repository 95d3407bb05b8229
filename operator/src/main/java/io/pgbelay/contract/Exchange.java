package io.pgbelay.contract;

import io.pgbelay.api.ReadyDatabase;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One database in the place of another: what the rehearsal, the act and whoever looks afterwards are all told.
 *
 * @param database the name that changes hands
 * @param content what comes: digest of the manifest, or mark and OID of the database that is ready
 * @param ready the database that comes, where it stands already; absent where a backup is restored first
 * @param sourceBytes size of the database in the backup; absent where nobody knows or nothing is restored
 * @param freeBytes room on the server's disk; absent where somebody has accepted not to know
 * @param accepted slots, publications, subscriptions and extensions that may break
 * @param plannedAt when the plan was made, RFC 3339
 * @param inPlace whether the database stays, and only what it holds is replaced
 */
public record Exchange(
        ServerAddress server,
        String database,
        String content,
        @Nullable ReadyDatabase ready,
        @Nullable Long sourceBytes,
        @Nullable Long freeBytes,
        List<String> accepted,
        String plannedAt,
        boolean inPlace) {
    public Exchange {
        accepted = List.copyOf(Objects.requireNonNullElse(accepted, List.of()));
    }
}
