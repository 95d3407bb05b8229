package io.pgbelay.restore;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.pgbelay.api.Attempt;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.KeptDatabase;
import io.pgbelay.api.KeptDatabase.State;
import io.pgbelay.api.RestoreRequestStatus;
import io.pgbelay.contract.Outcome;
import io.pgbelay.control.Action;
import io.pgbelay.control.Decision;
import io.pgbelay.control.Next;
import io.pgbelay.job.Attempts;
import io.pgbelay.news.Deed;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * A Job opens a database for its last backup, or drops it.
 *
 * @param drop whether it drops
 */
record Retirement(Pass pass, KeptDatabase kept, boolean drop) implements Course {
    private static final int TRIES = 10;
    private static final Duration DEADLINE = Duration.ofMinutes(10);

    @Override
    public List<Attempt> attempts() {
        return kept.jobs();
    }

    @Override
    public Attempts rule() {
        return new Attempts(TRIES, DEADLINE, pass.config());
    }

    @Override
    public Job job(int number) {
        var plan = Objects.requireNonNull(pass.before().plan());
        return new RestoreJobs(pass, plan).retire(kept, drop, number, DEADLINE);
    }

    @Override
    public String word() {
        return drop ? "Dropping" : "Opening";
    }

    @Override
    public Decision<RestoreRequestStatus> step(
            List<Attempt> attempts, String reason, String message, List<Action> actions, List<Deed> news, Next next) {
        return write(kept.working(attempts, message), actions, news, next);
    }

    @Override
    public Decision<RestoreRequestStatus> done(List<Attempt> attempts, Outcome outcome) {
        if (!drop) {
            return write(kept.into(State.BackingUp, null, outcome.message()), List.of(), List.of(), new Next.Now());
        }
        var message = "Database " + kept.database() + ": " + outcome.message();
        var news = List.of(Deed.good("DatabaseDropped", message, "db_restore_old_dropped"));
        return write(kept.into(State.Dropped, kept.safetyRun(), message), List.of(), news, new Next.OnEvent());
    }

    @Override
    public Decision<RestoreRequestStatus> lost(List<Attempt> attempts, FailureReason reason, String message) {
        var news = List.of(Deed.bad(reason.name(), message, "db_restore_old_stays"));
        return write(
                kept.into(State.Stays, kept.safetyRun(), reason + ": " + message), List.of(), news, new Next.OnEvent());
    }

    private Decision<RestoreRequestStatus> write(KeptDatabase next, List<Action> actions, List<Deed> news, Next when) {
        var draft = pass.draft().kept(next).undoUntil(null);
        return new Decision<>(draft.finish(pass.conditions(), pass.generation()), actions, news, when);
    }
}
