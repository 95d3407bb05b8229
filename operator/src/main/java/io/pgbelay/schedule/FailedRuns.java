package io.pgbelay.schedule;

import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupRunStatus;
import io.pgbelay.control.Action;
import io.pgbelay.kube.Times;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Records of failed runs: the newest stay, as many as {@code failedRunsHistoryLimit} says. A person's record is not
 * ours to delete; one that no later run has cleared up after is still needed, and so is one whose time is not written
 * down as dealt with: its name keeps that time from being run again. Where retention deletes, the newest few whose leftovers are
 * not swept yet stay for that, see {@link Remains}.
 */
final class FailedRuns {
    private static final int MOST_AWAITED = 50;

    private FailedRuns() {}

    /** The records that go. */
    static List<Action> gone(BackupScheduleSeen seen, Instant now) {
        var limit = seen.schedule().getSpec().failedRunsHistoryLimit();
        var old = beyond(limit, seen.runs(), seen.status().lastScheduleTime());
        var policy = seen.schedule().getSpec().retention();
        if (policy == null || policy.dryRun()) {
            return old.stream().<Action>map(Action.DeleteAsSeen::new).toList();
        }
        var remains = new Remains(seen, now);
        var needed = old.stream()
                .filter(remains::awaited)
                .map(FailedRuns::name)
                .limit(MOST_AWAITED)
                .collect(Collectors.toSet());
        return old.stream()
                .filter(run -> !needed.contains(name(run)))
                .<Action>map(Action.DeleteAsSeen::new)
                .toList();
    }

    /** Those that nobody needs any more to know what was run. */
    static List<BackupRun> beyond(int limit, List<BackupRun> runs, @Nullable String dealtWith) {
        var until = Times.parse(dealtWith);
        return runs.stream()
                .filter(run -> History.status(run).phase() == BackupRunStatus.Phase.Failed)
                .filter(ScheduledRun::ours)
                .sorted(Comparator.comparing(History::end).reversed().thenComparing(FailedRuns::name))
                .skip(limit)
                .filter(run -> runs.stream().anyMatch(later -> clearedUpAfter(run, later)))
                .filter(run -> ScheduledRun.slot(run)
                        .map(slot -> until != null && !slot.isAfter(until))
                        .orElse(true))
                .toList();
    }

    /** A run clears up, when it starts, what the failed ones before it have left in the bucket. */
    private static boolean clearedUpAfter(BackupRun failed, BackupRun later) {
        var status = History.status(later);
        return status.ended()
                && Objects.requireNonNullElse(status.startTime(), "").compareTo(History.end(failed)) > 0;
    }

    private static String name(BackupRun run) {
        return run.getMetadata().getName();
    }
}
