package io.pgbelay.retention;

import io.pgbelay.api.Verified.Level;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A good backup as the rules see it. Those that failed are none, and never come here.
 *
 * @param run name of its BackupRun: no two have the same
 * @param snapshot the instant that it shows
 * @param ended when it was finished
 * @param level how far it has been proven
 * @param claims why it has to stay whatever the policy says: held, pinned, needed by a restore
 */
public record Backup(
        String run,
        Instant snapshot,
        Instant ended,
        @Nullable Level level,
        List<String> claims) {
    /** The newest first; of two that show the same instant the one that ended later. */
    public static final Comparator<Backup> NEWEST_FIRST = Comparator.comparing(Backup::snapshot)
            .thenComparing(Backup::ended)
            .thenComparing(Backup::run)
            .reversed();

    public Backup {
        claims = List.copyOf(claims);
    }
}
