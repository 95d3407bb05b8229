package io.pgbelay.schedule;

import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupRunStatus;
import io.pgbelay.api.BackupScheduleStatus;
import io.pgbelay.api.FailureReason;
import io.pgbelay.control.Action;
import io.pgbelay.control.Decision;
import io.pgbelay.control.Next;
import io.pgbelay.kube.Conditions;
import io.pgbelay.kube.Lifecycle;
import io.pgbelay.kube.Times;
import io.pgbelay.news.Deed;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a BackupSchedule starts. Pure.
 *
 * <p>One run at a time: a tick or a trigger that finds a run under way waits for its end, the tick at most until its
 * starting deadline. The name of a run is a function of its tick or token, so none is ever started twice.
 */
final class BackupSchedulePlanner {
    private final BackupScheduleSeen seen;
    private final Instant now;
    private final History history;
    private final List<Action> actions = new ArrayList<>();
    private final List<Deed> news = new ArrayList<>();
    private @Nullable String lastTime;
    private @Nullable String lastTrigger;
    private long missed;

    private BackupSchedulePlanner(BackupScheduleSeen seen, Instant now) {
        this.seen = seen;
        this.now = now;
        this.history = new History(seen.runs());
        this.lastTime = seen.status().lastScheduleTime();
        this.lastTrigger = seen.status().lastTrigger();
        this.missed = Objects.requireNonNullElse(seen.status().missedRuns(), 0L);
    }

    static Decision<BackupScheduleStatus> decide(BackupScheduleSeen seen, Instant now) {
        return new BackupSchedulePlanner(seen, now).decide();
    }

    private Decision<BackupScheduleStatus> decide() {
        try {
            var seed = seen.schedule().getMetadata().getNamespace() + "/" + seen.name();
            return decide(Ticks.of(seen.schedule().getSpec(), seed, now));
        } catch (IllegalArgumentException | DateTimeException e) {
            return refused(Objects.requireNonNullElse(e.getMessage(), "The schedule cannot be read"));
        }
    }

    private Decision<BackupScheduleStatus> decide(Ticks ticks) {
        pullTrigger();
        tick(ticks);
        var next = ticks.next(now);
        var status = status(suspended() ? null : next, ready(next));
        return new Decision<>(status, actions, news, next == null ? new Next.OnEvent() : new Next.At(next));
    }

    private boolean busy() {
        return !history.active().isEmpty() || !actions.isEmpty();
    }

    private boolean suspended() {
        return Boolean.TRUE.equals(seen.schedule().getSpec().suspend());
    }

    private void pullTrigger() {
        var token = seen.schedule().getSpec().trigger();
        if (token == null || token.equals(lastTrigger)) {
            return;
        }
        if (history.has(ScheduledRun.triggeredName(seen.schedule(), token))) {
            lastTrigger = token;
        } else if (!busy()) {
            start(ScheduledRun.ofTrigger(seen.schedule(), token));
            lastTrigger = token;
        }
    }

    private void tick(Ticks ticks) {
        if (suspended()) {
            return;
        }
        ticks.due(dealtWith(), now).ifPresent(this::meet);
    }

    /** A tick before the schedule was made is none of ours. */
    private Instant dealtWith() {
        var last = Times.parse(lastTime);
        return last == null ? Instant.parse(seen.schedule().getMetadata().getCreationTimestamp()) : last;
    }

    private void meet(Ticks.Due due) {
        var run = ScheduledRun.ofSlot(seen.schedule(), due.slot());
        if (history.has(run.getMetadata().getName())) {
            passed(due, due.missed());
        } else if (!due.startable()) {
            passed(due, due.missed() + 1);
            news.add(Deed.bad("MissedRun", "No backup was started for " + due.slot(), "db_backup_missed"));
        } else if (!busy()) {
            start(run);
            passed(due, due.missed());
        }
    }

    private void passed(Ticks.Due due, long withoutRun) {
        lastTime = Times.format(due.slot());
        missed += withoutRun;
    }

    private void start(BackupRun run) {
        actions.add(new Action.Create(run));
        var name = run.getMetadata().getName();
        news.add(Deed.good("RunCreated", "Created BackupRun " + name, "db_backup_scheduled")
                .with("run", name));
    }

    private Conditions ready(@Nullable Instant next) {
        var before = Conditions.from(
                seen.status().conditions(), seen.schedule().getMetadata().getGeneration(), now);
        var conditions = next == null
                ? before.no("Ready", FailureReason.InvalidSchedule.name(), "The schedule never comes due")
                : before.yes("Ready", "Scheduled", "The spec is good and the next time is known");
        return history.newestEnded().map(run -> lastRun(conditions, run)).orElse(conditions);
    }

    private static Conditions lastRun(Conditions conditions, BackupRun run) {
        var name = run.getMetadata().getName();
        return History.status(run).phase() == BackupRunStatus.Phase.Succeeded
                ? conditions.yes("LastRunSucceeded", "Succeeded", name + " succeeded")
                : conditions.no("LastRunSucceeded", reason(run), name + " failed");
    }

    private static String reason(BackupRun run) {
        return History.status(run).conditions().stream()
                .filter(one -> one.getType().equals(Lifecycle.SUCCEEDED))
                .map(one -> one.getReason())
                .findFirst()
                .orElse(FailureReason.InternalError.name());
    }

    private Decision<BackupScheduleStatus> refused(String message) {
        var sentence = Lifecycle.sentence(FailureReason.InvalidSchedule, message);
        var conditions = Conditions.from(
                        seen.status().conditions(),
                        seen.schedule().getMetadata().getGeneration(),
                        now)
                .no("Ready", FailureReason.InvalidSchedule.name(), sentence)
                .yes(Lifecycle.STALLED, FailureReason.InvalidSchedule.name(), sentence);
        return Decision.of(status(null, conditions), new Next.OnEvent());
    }

    private BackupScheduleStatus status(@Nullable Instant next, Conditions conditions) {
        var good = history.newestGood();
        return new BackupScheduleStatus(
                seen.schedule().getMetadata().getGeneration(),
                conditions.list(),
                lastTime,
                next == null ? null : Times.format(next),
                good.map(History::end).orElse(seen.status().lastSuccessTime()),
                good.map(run -> run.getMetadata().getName())
                        .orElse(seen.status().lastSuccessfulRun()),
                lastTrigger,
                active(),
                missed);
    }

    private List<String> active() {
        var names = new ArrayList<>(history.active());
        for (var action : actions) {
            if (action instanceof Action.Create create) {
                names.add(create.object().getMetadata().getName());
            }
        }
        return names;
    }
}
