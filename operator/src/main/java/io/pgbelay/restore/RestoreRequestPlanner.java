package io.pgbelay.restore;

import io.pgbelay.api.PermanentFailure;
import io.pgbelay.api.RestorePlan;
import io.pgbelay.api.RestoreRequestStatus;
import io.pgbelay.api.RestoreRequestStatus.Phase;
import io.pgbelay.config.OperatorConfig;
import io.pgbelay.control.Decision;
import io.pgbelay.control.Next;
import io.pgbelay.kube.Lifecycle;
import java.time.Instant;

/** Decides what a RestoreRequest does next: which of its parts has the word. Pure. */
final class RestoreRequestPlanner {
    private RestoreRequestPlanner() {}

    static Decision<RestoreRequestStatus> decide(RestoreRequestSeen seen, OperatorConfig config, Instant now) {
        var pass = new Pass(seen, config, now);
        if (seen.deleting()) {
            return Farewell.decide(pass);
        }
        if (pass.before().ended()) {
            return Afterlife.decide(pass);
        }
        try {
            var plan = pass.before().plan();
            return plan == null ? begin(pass, Plan.of(seen, now)) : goOn(pass, plan);
        } catch (PermanentFailure failure) {
            return pass.failed(
                    pass.draft(),
                    failure.reason(),
                    Lifecycle.sentence(failure.reason(), String.valueOf(failure.getMessage())));
        }
    }

    /** The plan is latched before anything acts on it: the choice of a backup never changes afterwards. */
    private static Decision<RestoreRequestStatus> begin(Pass pass, RestorePlan plan) {
        var draft = pass.draft().planned(plan);
        if (pass.seen().spec().dryRun() && !pass.seen().spec().replaces()) {
            return dryRunEnded(pass, draft);
        }
        return pass.underWay(draft.phase(Phase.Planning), "Planned", plan.summary(), new Next.Now());
    }

    static Decision<RestoreRequestStatus> dryRunEnded(Pass pass, Draft draft) {
        var conditions = Lifecycle.succeeded(pass.conditions(), "DryRun", "Nothing was done: see status.plan");
        return Decision.of(
                draft.ended(Phase.Planned, pass.now()).finish(conditions, pass.generation()), new Next.OnEvent());
    }

    private static Decision<RestoreRequestStatus> goOn(Pass pass, RestorePlan plan) {
        if (!pass.seen().spec().replaces()) {
            return new Restoration(pass, plan).follow(pass);
        }
        if (plan.confirm() == null) {
            return new Rehearsal(pass, plan).follow(pass);
        }
        if (pass.before().confirmed() == null) {
            return Confirming.decide(pass, plan);
        }
        return pass.before().attempts().isEmpty() ? prepare(pass, plan) : SwapAttempt.decide(pass, plan);
    }

    /** Nobody writes any more, and what is there is saved: in this order, or the last writes would be in no backup. */
    private static Decision<RestoreRequestStatus> prepare(Pass pass, RestorePlan plan) {
        if (!Quiescing.over(pass)) {
            return Quiescing.decide(pass);
        }
        return Saving.over(pass) ? SwapAttempt.decide(pass, plan) : Saving.decide(pass, plan);
    }
}
