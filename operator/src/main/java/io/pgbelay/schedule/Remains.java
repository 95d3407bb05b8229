package io.pgbelay.schedule;

import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupRunStatus;
import io.pgbelay.api.Durations;
import io.pgbelay.kube.Times;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Runs with attempts that came to no backup: a mover that was killed leaves what it had uploaded. It is swept when nobody can be
 * at work on it for a day, and the run's record has to stay until then: what no record names is never touched.
 */
final class Remains {
    private static final Duration PATIENCE = Duration.ofDays(1);

    private final @Nullable Instant swept;
    private final Instant now;

    Remains(BackupScheduleSeen seen, Instant now) {
        this.swept = Times.parse(seen.retention().sweptUntil());
        this.now = now;
    }

    /** Those after which it can be swept now, in the order of their deaths. */
    List<BackupRun> due(List<BackupRun> runs) {
        return runs.stream()
                .filter(run -> awaited(run) && !cold(run).isAfter(now))
                .sorted(Comparator.comparing(Remains::cold))
                .toList();
    }

    /** Whether a run may have left something that is not swept yet. */
    boolean awaited(BackupRun run) {
        return possible(run) && (swept == null || cold(run).isAfter(swept));
    }

    /** Of an imported backup another cluster knows the attempts. */
    private static boolean possible(BackupRun run) {
        var status = History.status(run);
        var needed = status.phase() == BackupRunStatus.Phase.Succeeded ? 2 : 1;
        return status.ended()
                && status.template() != null
                && status.completionTime() != null
                && run.getSpec().imported() == null
                && status.attempts().size() >= needed;
    }

    /** A day after its end; a mover that nobody can reach may work until its deadline. */
    static Instant cold(BackupRun run) {
        var status = run.getStatus();
        var end = Instant.parse(Objects.requireNonNull(status.completionTime()));
        var start = Times.parse(status.attempts().getLast().start());
        var deadline = Durations.parse(Objects.requireNonNull(status.template()).deadline());
        var last = start == null || start.plus(deadline).isBefore(end) ? end : start.plus(deadline);
        return last.plus(PATIENCE).truncatedTo(ChronoUnit.SECONDS);
    }
}
