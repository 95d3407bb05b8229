package io.pgbelay.schedule;

import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupRunStatus;
import io.pgbelay.api.BackupScheduleStatus;
import io.pgbelay.api.CatalogStatus;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.RetentionStatus;
import io.pgbelay.config.OperatorConfig;
import io.pgbelay.control.Action;
import io.pgbelay.control.Decision;
import io.pgbelay.control.Next;
import io.pgbelay.kube.Conditions;
import io.pgbelay.kube.Lifecycle;
import io.pgbelay.kube.Times;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a BackupSchedule does: folds what {@link Starts} says of runs to come, {@link FailedRuns} of old ones
 * and {@link Pruning} of backups that no rule keeps. Pure.
 */
final class BackupSchedulePlanner {
    private final BackupScheduleSeen seen;
    private final OperatorConfig config;
    private final Instant now;
    private final History history;

    private BackupSchedulePlanner(BackupScheduleSeen seen, OperatorConfig config, Instant now) {
        this.seen = seen;
        this.config = config;
        this.now = now;
        this.history = new History(seen.runs());
    }

    static Decision<BackupScheduleStatus> decide(BackupScheduleSeen seen, OperatorConfig config, Instant now) {
        return new BackupSchedulePlanner(seen, config, now).decide();
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
        var starts = Starts.of(seen, history, ticks, now);
        var next = ticks.next(now);
        var suspicion = Suspicion.of(seen, history, ready(next));
        var pruning = Pruning.step(seen, suspicion.token() != null, config, now);
        var retention = suspicion.onto(pruning.status());
        var actions = new ArrayList<>(starts.actions());
        actions.addAll(FailedRuns.gone(seen, now));
        actions.addAll(pruning.actions());
        var news = new ArrayList<>(starts.news());
        news.addAll(suspicion.news());
        news.addAll(pruning.news());
        var suspended = seen.schedule().getSpec().suspend();
        var promise = Promise.of(seen, ticks, history.verified(suspicion.conditions()), now);
        news.addAll(promise.news());
        var catalogue = Catalogue.step(seen, config, now);
        actions.addAll(catalogue.actions());
        news.addAll(catalogue.news());
        var conditions = catalogue.onto(RetentionHealth.of(retention, promise.conditions()));
        var status = status(suspended ? null : next, conditions, starts, retention, catalogue.status());
        return new Decision<>(
                status,
                actions,
                news,
                sooner(earlier(earlier(next, promise.breaks()), catalogue.next()), pruning.next()));
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isBefore(one)) ? other : one;
    }

    private static Next sooner(@Nullable Instant tick, @Nullable Next step) {
        if (tick == null) {
            return step == null ? new Next.OnEvent() : step;
        }
        var later = step instanceof Next.At at && at.time().isAfter(tick);
        return step == null || later ? new Next.At(tick) : step;
    }

    private Conditions ready(@Nullable Instant next) {
        var before = Conditions.from(
                        seen.status().conditions(),
                        seen.schedule().getMetadata().getGeneration(),
                        now)
                .without(Lifecycle.STALLED);
        var never = "The schedule never comes due";
        var conditions = next == null
                ? before.no("Ready", FailureReason.InvalidSchedule.name(), never)
                        .yes(Lifecycle.STALLED, FailureReason.InvalidSchedule.name(), never)
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
        var unchanged = status(
                null,
                conditions,
                Starts.none(seen, history, now),
                seen.status().retention(),
                seen.status().catalog());
        return Decision.of(unchanged, new Next.OnEvent());
    }

    private BackupScheduleStatus status(
            @Nullable Instant next,
            Conditions conditions,
            Starts starts,
            @Nullable RetentionStatus retention,
            @Nullable CatalogStatus catalog) {
        var good = history.newestGood();
        return new BackupScheduleStatus(
                seen.schedule().getMetadata().getGeneration(),
                conditions.list(),
                starts.lastTime(),
                next == null ? null : Times.format(next),
                good.map(History::end).orElse(seen.status().lastSuccessTime()),
                good.map(run -> run.getMetadata().getName())
                        .orElse(seen.status().lastSuccessfulRun()),
                starts.lastTrigger(),
                active(starts.actions()),
                starts.missed(),
                retention,
                history.stored(),
                history.lastVerified().orElse(seen.status().lastVerifiedRun()),
                catalog);
    }

    private List<String> active(List<Action> actions) {
        var names = new ArrayList<>(history.active());
        for (var action : actions) {
            if (action instanceof Action.Create create) {
                names.add(create.object().getMetadata().getName());
            }
        }
        return names;
    }
}
