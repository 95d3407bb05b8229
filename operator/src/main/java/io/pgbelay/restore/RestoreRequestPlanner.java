package io.pgbelay.restore;

import io.pgbelay.api.Attempt;
import io.pgbelay.api.Comparison;
import io.pgbelay.api.Durations;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.PermanentFailure;
import io.pgbelay.api.RestorePlan;
import io.pgbelay.api.RestoreRequestStatus;
import io.pgbelay.api.RestoreRequestStatus.Phase;
import io.pgbelay.config.OperatorConfig;
import io.pgbelay.contract.Outcome;
import io.pgbelay.control.Action;
import io.pgbelay.control.Decision;
import io.pgbelay.control.Next;
import io.pgbelay.job.Attempts;
import io.pgbelay.job.JobOutcome;
import io.pgbelay.job.ProgressReport;
import io.pgbelay.job.Verdict;
import io.pgbelay.kube.Conditions;
import io.pgbelay.kube.Lifecycle;
import io.pgbelay.kube.Names;
import io.pgbelay.kube.Times;
import io.pgbelay.news.Deed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Decides what a RestoreRequest does next. Pure. */
final class RestoreRequestPlanner {
    private final RestoreRequestSeen seen;
    private final OperatorConfig config;
    private final Instant now;
    private final RestoreRequestStatus before;

    private RestoreRequestPlanner(RestoreRequestSeen seen, OperatorConfig config, Instant now) {
        this.seen = seen;
        this.config = config;
        this.now = now;
        this.before = seen.status();
    }

    static Decision<RestoreRequestStatus> decide(RestoreRequestSeen seen, OperatorConfig config, Instant now) {
        return new RestoreRequestPlanner(seen, config, now).decide();
    }

    private Decision<RestoreRequestStatus> decide() {
        if (before.ended()) {
            return afterTheEnd();
        }
        try {
            return before.plan() == null ? begin(Plan.of(seen, now)) : goOn(before.plan());
        } catch (PermanentFailure failure) {
            return failed(
                    before.attempts(),
                    failure.reason(),
                    Lifecycle.sentence(failure.reason(), String.valueOf(failure.getMessage())));
        }
    }

    /** The plan is latched before anything acts on it: the choice of a backup never changes afterwards. */
    private Decision<RestoreRequestStatus> begin(RestorePlan plan) {
        if (seen.spec().dryRun()) {
            var conditions = Lifecycle.succeeded(conditions(), "DryRun", "Nothing was done: see status.plan");
            var status = StatusOf.planned(before, plan, Phase.Planned, now).finish(conditions, generation());
            return Decision.of(status, new Next.OnEvent());
        }
        var conditions = Lifecycle.underWay(conditions(), "Planned", plan.summary());
        var status = StatusOf.planned(before, plan, Phase.Planning, now).finish(conditions, generation());
        return Decision.of(status, new Next.Now());
    }

    private Decision<RestoreRequestStatus> goOn(RestorePlan plan) {
        var rule =
                new Attempts(seen.spec().retries(), Durations.parse(seen.spec().deadline()), config);
        return switch (rule.judge(before.attempts(), JobOutcome.of(seen.job()), now)) {
            case Verdict.Start start -> start(plan, start);
            case Verdict.Wait wait -> wait(wait);
            case Verdict.Closed closed -> closed(closed);
            case Verdict.Done done -> done(done.attempts(), done.outcome());
            case Verdict.GivenUp lost -> failed(lost.attempts(), lost.reason(), lost.message());
        };
    }

    private Decision<RestoreRequestStatus> start(RestorePlan plan, Verdict.Start start) {
        var actions = new ArrayList<>(dropLastJob());
        actions.add(new Action.Create(RestoreJob.of(seen, plan, start.number(), config)));
        var job = Names.restoreJob(seen.name(), start.number());
        var attempts = new ArrayList<>(start.attempts());
        attempts.add(Attempt.started(job, Times.format(now)));
        var message = "Attempt " + start.number() + " started as Job " + job;
        var status = StatusOf.attempting(before, attempts, Phase.Restoring, null, now)
                .finish(Lifecycle.underWay(conditions(), "Restoring", message), generation());
        var news = List.of(Deed.good("AttemptStarted", message, "db_restore_started"));
        return new Decision<>(status, actions, news, new Next.At(now.plus(config.podStartGrace())));
    }

    private Decision<RestoreRequestStatus> wait(Verdict.Wait wait) {
        var progress = ProgressReport.of(seen.job().log(), before.progress());
        var conditions = Lifecycle.underWay(conditions(), wait.running() ? "Restoring" : "Waiting", wait.message());
        var status = StatusOf.attempting(before, wait.attempts(), Phase.Restoring, progress, now)
                .finish(conditions, generation());
        return new Decision<>(status, dropEndedJob(), List.of(), new Next.At(wait.until()));
    }

    private Decision<RestoreRequestStatus> closed(Verdict.Closed closed) {
        var last = closed.attempts().getLast();
        var reason = Objects.requireNonNullElse(last.reason(), FailureReason.InternalError);
        var message = "Attempt " + closed.attempts().size() + " failed: " + last.message();
        var status = StatusOf.attempting(before, closed.attempts(), Phase.Restoring, before.progress(), now)
                .compared(compared())
                .finish(Lifecycle.underWay(conditions(), reason.name(), message), generation());
        var news = List.of(Deed.bad(reason.name(), message, "db_restore_attempt_failed"));
        return new Decision<>(status, List.of(), news, new Next.Now());
    }

    /** What the mover found when it compared, if it came so far. */
    private @Nullable Comparison compared() {
        return JobOutcome.of(seen.job()) instanceof JobOutcome.Ended ended
                ? ended.outcome().comparison()
                : null;
    }

    private Decision<RestoreRequestStatus> done(List<Attempt> attempts, Outcome outcome) {
        var restored = outcome.restored();
        if (restored == null) {
            return failed(attempts, FailureReason.InternalError, "The worker reported success without a database");
        }
        var message = "Restored into database " + restored.database();
        var status = StatusOf.ended(before, attempts, Phase.Succeeded, restored, now)
                .compared(outcome.comparison())
                .finish(Lifecycle.succeeded(conditions(), "Succeeded", message), generation());
        var news = List.of(Deed.good("RestoreSucceeded", message, "db_restore_succeeded"));
        return new Decision<>(status, List.of(), news, new Next.OnEvent());
    }

    private Decision<RestoreRequestStatus> failed(List<Attempt> attempts, FailureReason reason, String message) {
        var status = StatusOf.ended(before, attempts, Phase.Failed, null, now)
                .compared(compared())
                .finish(Lifecycle.failed(conditions(), reason, message), generation());
        var news = List.of(Deed.bad(reason.name(), message, "db_restore_failed"));
        return new Decision<>(status, List.of(), news, new Next.Now());
    }

    /** The end never changes; only the conditions' generation follows the spec, and failed Jobs go. */
    private Decision<RestoreRequestStatus> afterTheEnd() {
        var status = new StatusOf(before).finish(conditions(), generation());
        return new Decision<>(status, dropEndedJob(), List.of(), new Next.OnEvent());
    }

    /** A Job goes once its evidence stands in the status that was observed; that of a good restore stays a day. */
    private List<Action> dropEndedJob() {
        var attempts = before.attempts();
        return attempts.isEmpty() || !attempts.getLast().ended() || before.phase() == Phase.Succeeded
                ? List.of()
                : dropLastJob();
    }

    private List<Action> dropLastJob() {
        var job = seen.job().job();
        return job == null ? List.of() : List.of(new Action.Delete(job));
    }

    private Conditions conditions() {
        return Conditions.from(before.conditions(), generation(), now);
    }

    private Long generation() {
        return seen.request().getMetadata().getGeneration();
    }
}
