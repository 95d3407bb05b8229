package io.pgbelay.restore;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.pgbelay.api.Attempt;
import io.pgbelay.api.Durations;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.LiveDatabase;
import io.pgbelay.api.RestorePlan;
import io.pgbelay.api.RestoreRequestStatus;
import io.pgbelay.api.RestoreRequestStatus.Phase;
import io.pgbelay.contract.Confirmation;
import io.pgbelay.contract.Outcome;
import io.pgbelay.control.Action;
import io.pgbelay.control.Decision;
import io.pgbelay.control.Next;
import io.pgbelay.job.Attempts;
import io.pgbelay.kube.Times;
import io.pgbelay.news.Deed;
import java.util.List;

/** A Job looks whether the swap could be made, and the plan becomes one that a person can confirm. */
record Rehearsal(Pass pass, RestorePlan plan) implements Course {
    private static final java.time.Duration DEADLINE = java.time.Duration.ofMinutes(10);

    @Override
    public List<Attempt> attempts() {
        return pass.before().rehearsals();
    }

    @Override
    public Attempts rule() {
        return new Attempts(pass.seen().spec().retries(), DEADLINE, pass.config());
    }

    @Override
    public Job job(int number) {
        return new RestoreJobs(pass, plan).rehearse(number, DEADLINE);
    }

    @Override
    public String word() {
        return "Rehearsing";
    }

    @Override
    public Decision<RestoreRequestStatus> step(
            List<Attempt> attempts, String reason, String message, List<Action> actions, List<Deed> news, Next next) {
        var draft = pass.draft().phase(Phase.Planning).rehearsals(attempts);
        return pass.underWay(draft, reason, message, actions, news, next);
    }

    @Override
    public Decision<RestoreRequestStatus> done(List<Attempt> attempts, Outcome outcome) {
        var live = outcome.live();
        if (live == null) {
            return lost(attempts, FailureReason.InternalError, "The worker reported success without a finding");
        }
        var confirm = Confirmation.of(
                pass.seen().request().getMetadata().getUid(),
                live.systemIdentifier(),
                live.timeline(),
                live.oid(),
                RestoreJobs.content(plan),
                plan.plannedAt());
        var whole = plan.rehearsed(live, words(live), confirm);
        var draft = pass.draft().rehearsals(attempts).planned(whole);
        return pass.seen().spec().dryRun()
                ? RestoreRequestPlanner.dryRunEnded(pass, draft)
                : Confirming.ask(pass, draft, whole);
    }

    private String words(LiveDatabase live) {
        var spec = pass.seen().spec();
        if (spec.inPlace()) {
            return "all that is in %s (OID %d, %s, owner %s, %d clients connected)"
                    .formatted(
                            spec.target().database(),
                            live.oid(),
                            Times.size(live.databaseBytes()),
                            live.owner(),
                            live.sessions());
        }
        return "%s (OID %d, %s, owner %s, %d clients that will be disconnected); kept as %s for %s"
                .formatted(
                        spec.target().database(),
                        live.oid(),
                        Times.size(live.databaseBytes()),
                        live.owner(),
                        live.sessions(),
                        live.keptAs(),
                        Durations.format(Durations.parse(spec.undoWindowOrDefault())));
    }

    @Override
    public Decision<RestoreRequestStatus> lost(List<Attempt> attempts, FailureReason reason, String message) {
        return pass.failed(pass.draft().rehearsals(attempts), reason, message);
    }
}
