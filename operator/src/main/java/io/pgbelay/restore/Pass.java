package io.pgbelay.restore;

import io.pgbelay.api.Comparison;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.Quiesced;
import io.pgbelay.api.RestoreRequestStatus;
import io.pgbelay.api.RestoreRequestStatus.Phase;
import io.pgbelay.api.WorkloadRef;
import io.pgbelay.config.OperatorConfig;
import io.pgbelay.control.Action;
import io.pgbelay.control.Decision;
import io.pgbelay.control.Next;
import io.pgbelay.job.JobOutcome;
import io.pgbelay.kube.Conditions;
import io.pgbelay.kube.Labels;
import io.pgbelay.kube.Lifecycle;
import io.pgbelay.news.Deed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One look at a request, and the ways in which it can end; the parts of the planner share it. */
record Pass(RestoreRequestSeen seen, OperatorConfig config, Instant now) {
    /** Condition that is True while a person has to read the plan. */
    static final String AWAITING = "AwaitingConfirmation";

    RestoreRequestStatus before() {
        return seen.status();
    }

    Draft draft() {
        return new Draft(before()).compared(compared());
    }

    /** What the mover found when it compared, if it came so far. */
    private @Nullable Comparison compared() {
        return JobOutcome.of(seen.job()) instanceof JobOutcome.Ended ended
                ? ended.outcome().comparison()
                : null;
    }

    Conditions conditions() {
        return Conditions.from(before().conditions(), generation(), now);
    }

    @Nullable
    Long generation() {
        return seen.request().getMetadata().getGeneration();
    }

    /** Goes on; nothing is told but the conditions. */
    Decision<RestoreRequestStatus> underWay(Draft draft, String reason, String message, Next next) {
        return underWay(draft, reason, message, List.of(), List.of(), next);
    }

    Decision<RestoreRequestStatus> underWay(
            Draft draft, String reason, String message, List<Action> actions, List<Deed> news, Next next) {
        var conditions = Lifecycle.underWay(answered(), reason, message);
        return new Decision<>(draft.finish(conditions, generation()), actions, news, next);
    }

    /** The end: what was scaled down is scaled up in the same pass, before anybody is told. */
    Decision<RestoreRequestStatus> failed(Draft draft, FailureReason reason, String message) {
        var conditions = Lifecycle.failed(answered(), reason, message);
        var news = List.of(Deed.bad(reason.name(), message, "db_restore_failed"));
        return new Decision<>(
                draft.ended(Phase.Failed, now).finish(conditions, generation()), wake(), news, new Next.Now());
    }

    Decision<RestoreRequestStatus> succeeded(Draft draft, String message) {
        var conditions = Lifecycle.succeeded(answered(), "Succeeded", message);
        var news = List.of(Deed.good("RestoreSucceeded", message, "db_restore_succeeded"));
        return new Decision<>(
                draft.ended(Phase.Succeeded, now).finish(conditions, generation()), wake(), news, new Next.Now());
    }

    private Conditions answered() {
        var waited =
                before().conditions().stream().anyMatch(one -> one.getType().equals(AWAITING));
        return waited ? conditions().no(AWAITING, "Answered", "") : conditions();
    }

    /** Whoever has set another number than 0 meanwhile knew why. */
    List<Action> wake() {
        var actions = new ArrayList<Action>();
        for (var one : before().quiesced()) {
            if (seen.stands(one).filter(there -> there.wanted() == 0).isPresent()) {
                actions.add(scaled(one, one.replicas()));
            }
        }
        return actions;
    }

    Action scaled(Quiesced one, int replicas) {
        return new Action.Scale(namespace(), new WorkloadRef(one.kind(), one.name()), replicas);
    }

    String namespace() {
        return seen.request().getMetadata().getNamespace();
    }

    List<Action> hold() {
        return List.of(new Action.Hold(seen.request(), Labels.HELD));
    }

    List<Action> release() {
        return List.of(new Action.Release(seen.request(), Labels.HELD));
    }

    List<Action> dropJob() {
        var job = seen.job().job();
        return job == null ? List.of() : List.of(new Action.Delete(job));
    }
}
