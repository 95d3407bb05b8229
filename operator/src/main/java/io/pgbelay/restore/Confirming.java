package io.pgbelay.restore;

import io.pgbelay.api.FailureReason;
import io.pgbelay.api.PermanentFailure;
import io.pgbelay.api.RestorePlan;
import io.pgbelay.api.RestoreRequestStatus;
import io.pgbelay.api.RestoreRequestStatus.Phase;
import io.pgbelay.control.Decision;
import io.pgbelay.control.Next;
import io.pgbelay.kube.Lifecycle;
import io.pgbelay.news.Deed;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Nothing is replaced before a person has said the word of this very plan. It is latched, and never read again. */
final class Confirming {
    private Confirming() {}

    /** The plan is there for the first time. */
    static Decision<RestoreRequestStatus> ask(Pass pass, Draft draft, RestorePlan plan) {
        var message = question(pass, plan);
        var news = List.of(Deed.good(Pass.AWAITING, message, "db_restore_planned"));
        return waiting(pass, draft, message, news);
    }

    static Decision<RestoreRequestStatus> decide(Pass pass, RestorePlan plan) {
        var expiry = pass.seen().spec().expiresAt();
        if (expiry != null && pass.now().isAfter(Instant.parse(expiry))) {
            throw new PermanentFailure(FailureReason.Expired, "expiresAt was " + expiry);
        }
        if (!Objects.equals(plan.confirm(), pass.seen().spec().confirm())) {
            return waiting(pass, pass.draft(), question(pass, plan), List.of());
        }
        ReadyPlan.stillThere(pass.seen(), pass.now());
        if (!pass.seen().held()) {
            return new Decision<>(pass.draft().unchanged(), pass.hold(), List.of(), soon(pass));
        }
        var message = "Confirmed: " + plan.willReplace();
        var news = List.of(Deed.good("Confirmed", message, "db_restore_confirmed")
                .with(
                        "requested_by",
                        Objects.requireNonNullElse(pass.seen().spec().requestedBy(), "")));
        var draft = pass.draft().confirmed(Objects.requireNonNull(plan.confirm()));
        return pass.underWay(draft, "Confirmed", message, List.of(), news, new Next.Now());
    }

    private static String question(Pass pass, RestorePlan plan) {
        var said = pass.seen().spec().confirm();
        var wrong = said == null ? "" : "spec.confirm is '" + said + "' and not the word of this plan. ";
        return wrong + "Read status.plan, then set spec.confirm to " + plan.confirm() + " to replace "
                + plan.willReplace();
    }

    private static Decision<RestoreRequestStatus> waiting(Pass pass, Draft draft, String message, List<Deed> news) {
        var conditions = Lifecycle.underWay(pass.conditions(), Pass.AWAITING, message)
                .yes(Pass.AWAITING, Pass.AWAITING, message);
        var status = draft.phase(Phase.AwaitingConfirmation).finish(conditions, pass.generation());
        var expiry = pass.seen().spec().expiresAt();
        var next = expiry == null
                ? new Next.OnEvent()
                : new Next.At(Instant.parse(expiry).plusSeconds(1));
        return new Decision<>(status, List.of(), news, next);
    }

    /** What was observed is old once the finalizer stands. */
    static Next soon(Pass pass) {
        return new Next.At(pass.now().plusMillis(300));
    }
}
