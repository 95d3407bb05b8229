package io.pgbelay.restore;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.pgbelay.api.Attempt;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.RestoreRequestStatus;
import io.pgbelay.contract.Outcome;
import io.pgbelay.control.Action;
import io.pgbelay.control.Decision;
import io.pgbelay.control.Next;
import io.pgbelay.job.Attempts;
import io.pgbelay.job.JobOutcome;
import io.pgbelay.job.Verdict;
import io.pgbelay.kube.Times;
import io.pgbelay.news.Deed;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** One errand of a request, carried through the attempts of its Job. What is done with each verdict is the same for all. */
interface Course {
    /** The Jobs so far. */
    List<Attempt> attempts();

    /** How often it is tried. */
    Attempts rule();

    /** The Job of an attempt; 1 for the first. */
    Job job(int number);

    /** What is being done, in a word of a condition, such as Restoring. */
    String word();

    /** The pass goes on with these attempts. */
    Decision<RestoreRequestStatus> step(
            List<Attempt> attempts, String reason, String message, List<Action> actions, List<Deed> news, Next next);

    /** It is done. */
    Decision<RestoreRequestStatus> done(List<Attempt> attempts, Outcome outcome);

    /** It cannot be done. */
    Decision<RestoreRequestStatus> lost(List<Attempt> attempts, FailureReason reason, String message);

    /** What follows now. */
    default Decision<RestoreRequestStatus> follow(Pass pass) {
        return switch (rule().judge(attempts(), JobOutcome.of(pass.seen().job()), pass.now())) {
            case Verdict.Start start -> start(pass, start);
            case Verdict.Wait wait ->
                step(
                        wait.attempts(),
                        wait.running() ? word() : "Waiting",
                        wait.message(),
                        wait.attempts().getLast().ended() ? pass.dropJob() : List.of(),
                        List.of(),
                        new Next.At(wait.until()));
            case Verdict.Closed closed -> closed(closed.attempts());
            case Verdict.Done done -> done(done.attempts(), done.outcome());
            case Verdict.GivenUp lost -> lost(lost.attempts(), lost.reason(), lost.message());
        };
    }

    private Decision<RestoreRequestStatus> start(Pass pass, Verdict.Start start) {
        var job = job(start.number());
        var name = job.getMetadata().getName();
        var actions = new ArrayList<Action>(start.attempts().isEmpty() ? List.of() : pass.dropJob());
        actions.add(new Action.Create(job));
        var attempts = new ArrayList<>(start.attempts());
        attempts.add(Attempt.started(name, Times.format(pass.now())));
        var message = "Attempt " + start.number() + " started as Job " + name;
        var news = List.of(Deed.good("AttemptStarted", message, "db_restore_started"));
        var next = new Next.At(pass.now().plus(pass.config().podStartGrace()));
        return step(attempts, word(), message, actions, news, next);
    }

    private Decision<RestoreRequestStatus> closed(List<Attempt> attempts) {
        var last = attempts.getLast();
        var reason = Objects.requireNonNullElse(last.reason(), FailureReason.InternalError);
        var message = "Attempt " + attempts.size() + " failed: " + last.message();
        var news = List.of(Deed.bad(reason.name(), message, "db_restore_attempt_failed"));
        return step(attempts, reason.name(), message, List.of(), news, new Next.Now());
    }
}
