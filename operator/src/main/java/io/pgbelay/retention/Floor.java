package io.pgbelay.retention;

import io.pgbelay.api.Verified;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What no policy takes away: the last successful backup, the last one verified at each level, and what somebody claims.
 *
 * <p>The last one is last in two ways, by what it shows and by when it was made: a server's clock may be wrong.
 */
final class Floor {
    private final List<Backup> newestFirst;

    Floor(List<Backup> newestFirst) {
        this.newestFirst = newestFirst;
    }

    /** Why this backup belongs to the floor; empty where it does not. */
    List<String> reasons(Backup backup) {
        var reasons = new ArrayList<String>();
        if (backup.equals(newestFirst.getFirst()) || backup.equals(lastMade())) {
            reasons.add("last successful");
        }
        provenBy(backup).ifPresent(level -> reasons.add("last " + level));
        reasons.addAll(backup.claims());
        return reasons;
    }

    private @Nullable Backup lastMade() {
        return newestFirst.stream()
                .max(Comparator.comparing(Backup::ended).thenComparing(Backup.NEWEST_FIRST.reversed()))
                .orElse(null);
    }

    /** The highest level of which this backup is the last proof. */
    private Optional<Verified.Level> provenBy(Backup backup) {
        return List.of(Verified.Level.values()).reversed().stream()
                .filter(level -> backup.equals(lastProven(level)))
                .findFirst();
    }

    private @Nullable Backup lastProven(Verified.Level least) {
        return newestFirst.stream()
                .filter(one -> one.level() != null
                        && Objects.requireNonNull(one.level()).compareTo(least) >= 0)
                .findFirst()
                .orElse(null);
    }
}
