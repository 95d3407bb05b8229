package io.pgbelay.schedule;

import io.pgbelay.api.Attempt;
import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupRunStatus.Expiry;
import io.pgbelay.api.RetentionStatus;
import io.pgbelay.config.OperatorConfig;
import io.pgbelay.contract.Outcome;
import io.pgbelay.contract.Pruned;
import io.pgbelay.control.Action;
import io.pgbelay.control.Next;
import io.pgbelay.job.JobOutcome;
import io.pgbelay.kube.Times;
import io.pgbelay.news.Deed;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Follows the Job that deletes. First the bucket, then the record: what the Job says is gone loses its record, if the
 * operator made it; a person's stays, marked, so that nobody makes it anew.
 */
final class PruneWatch {
    private static final int MOST_NAMED = 20;

    private final BackupScheduleSeen seen;
    private final OperatorConfig config;
    private final Instant now;
    private final RetentionStatus before;
    private final Attempt attempt;

    PruneWatch(BackupScheduleSeen seen, OperatorConfig config, Instant now) {
        this.seen = seen;
        this.config = config;
        this.now = now;
        this.before = seen.retention();
        this.attempt = Objects.requireNonNull(before.prune());
    }

    Pruning.Step step() {
        var outcome = JobOutcome.of(seen.job());
        if (outcome instanceof JobOutcome.Ended ended && ended.outcome().pruned() != null) {
            return settled(ended.outcome(), ended.outcome().pruned());
        }
        return switch (ShelfJob.silence(attempt, outcome, config, now)) {
            case ShelfJob.Silence.Lasting lasting ->
                new Pruning.Step(before, List.of(), List.of(), new Next.At(lasting.until()));
            case ShelfJob.Silence.Over over -> gaveUp(over.end());
        };
    }

    /** Nobody knows what is gone: the marks stay, and the next Job takes it up again. */
    private Pruning.Step gaveUp(Attempt end) {
        var message = "Backups were not deleted: " + end.message();
        return new Pruning.Step(
                before.deleted(end, 0, null, null, 0, null),
                List.of(),
                List.of(Deed.bad(String.valueOf(end.reason()), message, "db_backup_purge_failed")),
                new Next.Now());
    }

    private Pruning.Step settled(Outcome outcome, Pruned pruned) {
        var gone = seen.runs().stream()
                .filter(run -> History.status(run).expired() == Expiry.Going)
                .filter(run -> pruned.gone().contains(History.backupUid(run).substring(0, 8)))
                .toList();
        var reason = outcome.reason() == null ? pruned.trouble() : outcome.reason();
        var end = new Attempt(
                attempt.job(),
                attempt.start(),
                Times.format(now),
                outcome.stages(),
                reason,
                outcome.message(),
                outcome.logTail());
        var copy = pruned.copy();
        var status = before.deleted(
                end,
                copy == null ? pruned.gone().size() : 0,
                pruned.failed(),
                pruned.lockedUntil(),
                pruned.swept(),
                pruned.sweptUntil());
        return new Pruning.Step(
                status,
                gone.stream()
                        .map(run -> copy == null ? forget(run) : without(run, copy))
                        .toList(),
                news(end, gone, pruned),
                new Next.Now());
    }

    /** The record stays, for the backup itself is still there: the next Job goes on with it. */
    private static Action without(BackupRun run, String copy) {
        return new Action.Note(run, "copies", Lying.without(run, copy));
    }

    private static Action forget(BackupRun run) {
        return ScheduledRun.ours(run) ? new Action.DeleteAsSeen(run) : new Action.Note(run, "expired", Expiry.Gone);
    }

    private static List<Deed> news(Attempt end, List<BackupRun> gone, Pruned pruned) {
        if (end.reason() != null) {
            return List.of(Deed.bad(end.reason().name(), String.valueOf(end.message()), "db_backup_purge_failed"));
        }
        var names = gone.stream()
                .map(run -> run.getMetadata().getName())
                .limit(MOST_NAMED)
                .collect(Collectors.joining(", "));
        var message = end.message() + ": " + names;
        var deleted = pruned.copy() == null
                ? Deed.good("BackupsDeleted", message, "db_backup_purged")
                : Deed.good("CopiesDeleted", message, "db_backup_copy_purged").with("copy", pruned.copy());
        var cleared = Deed.good("LeftoversSwept", String.valueOf(end.message()), "db_backup_leftovers_purged");
        return Stream.of(gone.isEmpty() ? null : deleted, pruned.swept() == 0 ? null : cleared)
                .flatMap(Stream::ofNullable)
                .toList();
    }
}
