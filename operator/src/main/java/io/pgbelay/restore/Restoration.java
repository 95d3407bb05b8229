package io.pgbelay.restore;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.pgbelay.api.Attempt;
import io.pgbelay.api.Durations;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.KeptDatabase;
import io.pgbelay.api.RestorePlan;
import io.pgbelay.api.RestoreRequestStatus;
import io.pgbelay.api.RestoreRequestStatus.Phase;
import io.pgbelay.api.Restored;
import io.pgbelay.contract.Mark;
import io.pgbelay.contract.Outcome;
import io.pgbelay.control.Action;
import io.pgbelay.control.Decision;
import io.pgbelay.control.Next;
import io.pgbelay.job.Attempts;
import io.pgbelay.job.ProgressReport;
import io.pgbelay.kube.Times;
import io.pgbelay.news.Deed;
import java.util.List;

/** A backup becomes a new database. */
record Restoration(Pass pass, RestorePlan plan) implements Course {
    @Override
    public List<Attempt> attempts() {
        return pass.before().attempts();
    }

    @Override
    public Attempts rule() {
        var spec = pass.seen().spec();
        return new Attempts(spec.retries(), Durations.parse(spec.deadline()), pass.config());
    }

    @Override
    public Job job(int number) {
        return new RestoreJobs(pass, plan).restore(number);
    }

    @Override
    public String word() {
        return "Restoring";
    }

    @Override
    public Decision<RestoreRequestStatus> step(
            List<Attempt> attempts, String reason, String message, List<Action> actions, List<Deed> news, Next next) {
        var draft = pass.draft()
                .phase(Phase.Restoring)
                .begun(pass.now())
                .attempts(attempts)
                .progress(
                        ProgressReport.of(pass.seen().job().log(), pass.before().progress()));
        return pass.underWay(draft, reason, message, actions, news, next);
    }

    @Override
    public Decision<RestoreRequestStatus> done(List<Attempt> attempts, Outcome outcome) {
        var restored = outcome.restored();
        if (restored == null) {
            return lost(attempts, FailureReason.InternalError, "The worker reported success without a database");
        }
        var draft = pass.draft().attempts(attempts).restored(restored);
        var ttl = pass.seen().spec().target().ttl();
        if (ttl != null) {
            draft.kept(forATime(restored, ttl));
        }
        return pass.succeeded(draft, "Restored into database " + restored.database());
    }

    private KeptDatabase forATime(Restored restored, String ttl) {
        return new KeptDatabase(
                restored.database(),
                restored.oid(),
                Mark.made(pass.seen().request().getMetadata().getUid()),
                restored.databaseBytes(),
                Times.format(pass.now().plus(Durations.parse(ttl))),
                KeptDatabase.State.Kept,
                null,
                List.of(),
                null);
    }

    @Override
    public Decision<RestoreRequestStatus> lost(List<Attempt> attempts, FailureReason reason, String message) {
        return pass.failed(pass.draft().attempts(attempts), reason, message);
    }
}
