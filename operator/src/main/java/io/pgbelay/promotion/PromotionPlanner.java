package io.pgbelay.promotion;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.pgbelay.api.FailureReason;
import io.pgbelay.api.PermanentFailure;
import io.pgbelay.api.PromotionFailure;
import io.pgbelay.api.PromotionStatus;
import io.pgbelay.api.PromotionStatus.Phase;
import io.pgbelay.api.PromotionStep;
import io.pgbelay.api.Release;
import io.pgbelay.api.StepName;
import io.pgbelay.control.Action;
import io.pgbelay.control.Decision;
import io.pgbelay.control.Next;
import io.pgbelay.job.CommandOutcome;
import io.pgbelay.kube.Conditions;
import io.pgbelay.kube.Lifecycle;
import io.pgbelay.kube.Times;
import io.pgbelay.news.Deed;
import io.pgbelay.promotion.step.Facts;
import io.pgbelay.promotion.step.Return;
import io.pgbelay.promotion.step.StatusOf;
import io.pgbelay.promotion.step.Steps;
import io.pgbelay.promotion.step.Taken;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Walks a Promotion from step to step. Pure. */
final class PromotionPlanner {
    private static final Duration TURN = Duration.ofSeconds(30);

    private final Facts seen;
    private final Instant now;
    private final PromotionStatus before;
    private final Long generation;
    private final StatusOf next;

    private PromotionPlanner(PromotionSeen seen, Instant now) {
        this.seen = seen.facts();
        this.now = now;
        this.before = seen.status();
        this.generation = seen.generation();
        this.next = new StatusOf(before, now);
    }

    static Decision<PromotionStatus> decide(PromotionSeen seen, Instant now) {
        return new PromotionPlanner(seen, now).decide();
    }

    private Decision<PromotionStatus> decide() {
        if (before.ended()) {
            return seen.held()
                    ? Hold.takeOff(seen, now)
                    : Decision.of(next.finish(Succession.say(conditions(), seen), generation), new Next.OnEvent());
        }
        var step = step();
        try {
            Start.refuseAborted(seen, step);
            seen.place();
            if (before.step(step).isEmpty()) {
                var thaw = Freeze.until(seen, step, now);
                if (thaw.isPresent()) {
                    return frozen(thaw.get());
                }
                return Start.mayBegin(seen, step, now) ? begin(step) : queue();
            }
            if (Hold.missing(seen, step)) {
                return Hold.put(seen, now);
            }
            return taken(step, Steps.take(step, seen, next, now));
        } catch (PermanentFailure failure) {
            return failed(step, failure);
        }
    }

    /** The first step that is not over. After the last one the promotion has ended, so there is one. */
    private StepName step() {
        if (before.failure() != null) {
            return StepName.Return;
        }
        var steps = before.plan() == null
                ? Arrays.asList(StepName.values())
                : before.plan().steps();
        return steps.stream()
                .filter(name -> before.step(name).filter(PromotionStep::over).isEmpty())
                .findFirst()
                .orElse(StepName.Publish);
    }

    /** The intent is written down before anything of the step is done. */
    private Decision<PromotionStatus> begin(StepName step) {
        next.phase(Steps.phase(step))
                .step(new PromotionStep(step, PromotionStep.State.Running, Times.format(now), null, null));
        return Decision.of(underWay(step.name(), "Step " + step + " begins"), new Next.Now());
    }

    /** It does not stand in the queue meanwhile: whoever takes a bad release back must not wait for it. */
    private Decision<PromotionStatus> frozen(Instant thaw) {
        next.phase(Phase.AwaitingApproval);
        var message = "A freeze window is open until " + Times.format(thaw) + "; a Rollback may begin at any time";
        return Decision.of(underWay("Frozen", message), new Next.At(thaw));
    }

    private Decision<PromotionStatus> queue() {
        next.phase(Phase.Queued);
        var turn = seen.placeStatus().active();
        var message = turn == null ? "Waiting for the turn" : "Promotion " + turn.promotion() + " has the turn";
        return Decision.of(underWay("Queued", message), new Next.At(now.plus(TURN)));
    }

    private Decision<PromotionStatus> taken(StepName step, Taken taken) {
        return switch (taken) {
            case Taken.Waiting waiting -> {
                next.step(entry(step, PromotionStep.State.Running, waiting.message()));
                yield new Decision<>(
                        underWay(reason(step), waiting.message()),
                        waiting.actions(),
                        List.of(),
                        new Next.At(waiting.until()));
            }
            case Taken.Done done -> over(step, PromotionStep.State.Done, done.message());
            case Taken.Skipped skipped -> over(step, PromotionStep.State.Skipped, skipped.message());
            case Taken.Enough enough -> enough(step, enough);
        };
    }

    private Decision<PromotionStatus> over(StepName step, PromotionStep.State state, String message) {
        next.step(entry(step, state, message));
        var deed = about(Deed.good(step + state.name(), message, "release_" + Words.deed(step)));
        if (before.failure() != null) {
            next.releaseIn(Release.State.RolledBack);
            return ended(before.failure(), "Taken back: " + message + ".");
        }
        if (step == StepName.Publish) {
            var summary = seen.plan().summary();
            next.phase(Phase.Succeeded);
            var news = List.of(deed, about(Deed.good("PromotionSucceeded", summary, "release_promoted")));
            var conditions = Lifecycle.succeeded(conditions(), "Succeeded", summary);
            return new Decision<>(next.finish(conditions, generation), List.of(), news, new Next.Now());
        }
        return new Decision<>(underWay(step.name(), message), List.of(), List.of(deed), new Next.Now());
    }

    private Decision<PromotionStatus> enough(StepName step, Taken.Enough enough) {
        next.step(entry(step, PromotionStep.State.Done, enough.message()))
                .phase(seen.spec().dryRun() ? Phase.Planned : Phase.Succeeded);
        var conditions = Lifecycle.succeeded(conditions(), enough.reason(), enough.message());
        return Decision.of(next.finish(conditions, generation), new Next.OnEvent());
    }

    /** What was changed is taken back where that was asked for and is safe; else a person decides. */
    private Decision<PromotionStatus> failed(StepName step, PermanentFailure failure) {
        var message = Lifecycle.sentence(failure.reason(), String.valueOf(failure.getMessage()));
        next.step(entry(step, PromotionStep.State.Failed, message));
        if (before.failure() != null) {
            next.releaseIn(Release.State.Failed);
            return ended(before.failure(), "It could not be taken back: " + message);
        }
        var why = new PromotionFailure(failure.reason(), message);
        if (before.release() == null) {
            return ended(why, "");
        }
        var refusal = Return.refusal(seen, failure.reason());
        if (refusal.isPresent()) {
            next.releaseIn(Release.State.Failed);
            return ended(why, "What was deployed stays: " + refusal.get() + ".");
        }
        next.failure(failure.reason(), message).phase(Phase.RollingBack);
        var news = List.of(about(Deed.bad(failure.reason().name(), message, "release_rolling_back")));
        return new Decision<>(underWay("RollingBack", message), List.of(), news, new Next.Now());
    }

    private Decision<PromotionStatus> ended(PromotionFailure why, String aftermath) {
        var reason = requireNonNullElse(why.reason(), FailureReason.InternalError);
        var message = (why.message() + " " + aftermath).strip();
        next.phase(Phase.Failed);
        var conditions = Lifecycle.failed(conditions(), reason, message);
        var news = List.of(about(Deed.bad(reason.name(), message, "release_failed")));
        return new Decision<>(next.finish(conditions, generation), abandoned(), news, new Next.Now());
    }

    /** A Job that has not started yet must not start after the end. */
    private List<Action> abandoned() {
        return seen.jobs().values().stream()
                .filter(one -> one.job() != null && CommandOutcome.of(one) instanceof CommandOutcome.Starting)
                .<Action>map(one -> new Action.Delete(requireNonNull(one.job())))
                .toList();
    }

    private PromotionStep entry(StepName step, PromotionStep.State state, String message) {
        var started = before.step(step).map(PromotionStep::started).orElseGet(() -> Times.format(now));
        var finished = state == PromotionStep.State.Running ? null : Times.format(now);
        return new PromotionStep(step, state, started, finished, message);
    }

    private PromotionStatus underWay(String reason, String message) {
        return next.finish(Lifecycle.underWay(conditions(), reason, message), generation);
    }

    private String reason(StepName step) {
        return step == StepName.Approve && doubtful() ? FailureReason.IdentityNotEnforced.name() : Words.waiting(step);
    }

    private boolean doubtful() {
        var created = Instant.parse(seen.promotion().getMetadata().getCreationTimestamp());
        return Optional.ofNullable(seen.identity().doubt(created)).isPresent();
    }

    private Deed about(Deed deed) {
        return deed.with("requested_by", seen.spec().requestedBy())
                .with("environment", seen.spec().environmentRef().name());
    }

    private Conditions conditions() {
        var conditions = Conditions.from(before.conditions(), generation, now);
        if (before.plan() == null) {
            return conditions;
        }
        return next.approved()
                ? conditions.yes("Approved", "Approved", "The plan has all the approvals that it takes")
                : conditions.no("Approved", "AwaitingApproval", "See status.approve");
    }
}
