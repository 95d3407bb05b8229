package io.pgbelay.schedule;

import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupScheduleSpec;
import io.pgbelay.control.Action;
import io.pgbelay.kube.Times;
import io.pgbelay.news.Deed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which run a pass starts, for a time or for a trigger.
 *
 * <p>One run at a time: what finds a run under way waits for its end, a time at most until its starting deadline, a
 * trigger for ever. Under {@code Replace} it asks the run of an earlier time to give way, and waits all the same. The
 * name of a run is a function of its time or token, so none is ever started twice.
 */
final class Starts {
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private final BackupScheduleSeen seen;
    private final History history;
    private final Instant now;
    private final List<Action> actions = new ArrayList<>();
    private final List<Deed> news = new ArrayList<>();
    private @Nullable String lastTime;
    private @Nullable String lastTrigger;
    private long missed;

    private Starts(BackupScheduleSeen seen, History history, Instant now) {
        this.seen = seen;
        this.history = history;
        this.now = now;
        this.lastTime = seen.status().lastScheduleTime();
        this.lastTrigger = seen.status().lastTrigger();
        this.missed = Objects.requireNonNullElse(seen.status().missedRuns(), 0L);
    }

    /** What follows from these times. */
    static Starts of(BackupScheduleSeen seen, History history, Ticks ticks, Instant now) {
        var starts = new Starts(seen, history, now);
        starts.pullTrigger();
        starts.noticeThatTheClockWasSetBack();
        starts.tick(ticks);
        return starts;
    }

    /** Nothing, where nobody knows the times. */
    static Starts none(BackupScheduleSeen seen, History history, Instant now) {
        return new Starts(seen, history, now);
    }

    List<Action> actions() {
        return List.copyOf(actions);
    }

    List<Deed> news() {
        return List.copyOf(news);
    }

    /** The newest time that was dealt with. */
    @Nullable
    String lastTime() {
        return lastTime;
    }

    /** The newest trigger that was. */
    @Nullable
    String lastTrigger() {
        return lastTrigger;
    }

    /** How many times passed without a run, ever. */
    long missed() {
        return missed;
    }

    private void pullTrigger() {
        var token = spec().trigger();
        if (token == null || token.equals(lastTrigger)) {
            return;
        }
        var run = ScheduledRun.ofTrigger(seen.schedule(), token);
        if (history.has(name(run)) || startedIfNoneIsUnderWay(run)) {
            lastTrigger = token;
        }
    }

    /**
     * A clock that is set back a little comes again to times that were dealt with, and starts nothing until it is past
     * them. One that ran ahead by more than a day would keep the schedule waiting for too long: those times are
     * forgotten. The runs that were made keep their names, so none of them is made again.
     */
    private void noticeThatTheClockWasSetBack() {
        var last = Times.parse(lastTime);
        if (last != null && last.isAfter(now.plus(LONGEST_WAIT))) {
            news.add(Deed.bad("ClockSetBack", "The clock was ahead at " + lastTime, "db_backup_clock_set_back"));
            lastTime = Times.format(now);
        }
    }

    /** Times that pass while the schedule is suspended are nobody's: neither missed nor made up for. */
    private void tick(Ticks ticks) {
        var due = ticks.due(dealtWith(), now);
        if (spec().suspend()) {
            due.ifPresent(one -> lastTime = Times.format(one.slot()));
        } else {
            due.ifPresent(this::meet);
        }
    }

    /** A time before the schedule was made is none of ours. */
    private Instant dealtWith() {
        var last = Times.parse(lastTime);
        return last == null ? Instant.parse(seen.schedule().getMetadata().getCreationTimestamp()) : last;
    }

    private void meet(Ticks.Due due) {
        var run = ScheduledRun.ofSlot(seen.schedule(), due.slot());
        var missed = due.missed() - history.slotsBetween(dealtWith(), due.slot());
        if (history.has(name(run))) {
            passed(due, missed);
        } else if (!due.startable()) {
            passed(due, missed + 1);
        } else if (startedIfNoneIsUnderWay(run)) {
            passed(due, missed);
        }
    }

    private void passed(Ticks.Due due, long withoutRun) {
        lastTime = Times.format(due.slot());
        missed += withoutRun;
        if (withoutRun > 0) {
            var message = withoutRun + (withoutRun == 1 ? " time" : " times") + " passed without a backup, up to "
                    + Times.format(due.slot());
            news.add(Deed.bad("MissedRun", message, "db_backup_missed").with("missed", Long.toString(withoutRun)));
        }
    }

    private boolean startedIfNoneIsUnderWay(BackupRun run) {
        if (!history.active().isEmpty() || !actions.isEmpty()) {
            askForRoom(run);
            return false;
        }
        actions.add(new Action.Create(run));
        news.add(Deed.good("RunCreated", "Created BackupRun " + name(run), "db_backup_scheduled")
                .with("run", name(run)));
        return true;
    }

    private void askForRoom(BackupRun run) {
        if (spec().concurrencyPolicy() == BackupScheduleSpec.ConcurrencyPolicy.Replace && actions.isEmpty()) {
            history.replaceable().forEach(old -> replace(old, run));
        }
    }

    private void replace(BackupRun old, BackupRun run) {
        actions.add(new Action.Note(old, "replacedBy", name(run)));
        var message = "BackupRun " + name(old) + " is still under way and gives way to " + name(run);
        news.add(Deed.bad("RunReplaced", message, "db_backup_replaced").with("run", name(old)));
    }

    private BackupScheduleSpec spec() {
        return seen.schedule().getSpec();
    }

    private static String name(BackupRun run) {
        return run.getMetadata().getName();
    }
}
