package io.pgbelay.job;

import io.pgbelay.api.Attempt;
import io.pgbelay.api.FailureReason;
import io.pgbelay.config.OperatorConfig;
import io.pgbelay.contract.Outcome;
import io.pgbelay.kube.Lifecycle;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rule of attempts, the same for backups and restores.
 *
 * <p>A failure that may pass by itself gets another Job after a pause that doubles; one that cannot ends the request at
 * once. Disruptions (eviction, drain) do not count.
 *
 * @param retries further attempts after the first
 * @param deadline how long the mover may take
 */
public record Attempts(int retries, Duration deadline, OperatorConfig config) {
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    /** How long after its deadline a silent Pod is given up: its node is gone, or nobody would end it. */
    private static final Duration SILENCE = Duration.ofMinutes(5);

    /** Says what follows. */
    public Verdict judge(List<Attempt> attempts, JobOutcome last, Instant now) {
        if (attempts.isEmpty()) {
            return new Verdict.Start(attempts, 1);
        }
        var current = attempts.getLast();
        return current.ended() ? afterFailure(attempts, current, now) : whileOpen(attempts, last, now);
    }

    private Verdict whileOpen(List<Attempt> attempts, JobOutcome last, Instant now) {
        return switch (last) {
            case JobOutcome.Missing ignored -> close(attempts, now, FailureReason.JobDeleted, "The Job is gone", null);
            case JobOutcome.Starting starting -> starting(attempts, starting, now);
            case JobOutcome.Running ignored -> running(attempts, now);
            case JobOutcome.Died died -> close(attempts, now, died.reason(), died.message(), died.logTail());
            case JobOutcome.Ended ended -> ended(attempts, ended.outcome(), now);
        };
    }

    private Verdict starting(List<Attempt> attempts, JobOutcome.Starting starting, Instant now) {
        var trouble = starting.trouble();
        if (trouble == null) {
            return waiting(attempts, now.plus(config.podStartGrace()), starting.message());
        }
        var grace = trouble == FailureReason.PodNotScheduled ? config.schedulingGrace() : config.podStartGrace();
        var until = starting.since().plus(grace);
        return now.isBefore(until)
                ? waiting(attempts, until, trouble + ": " + starting.message())
                : close(attempts, now, trouble, starting.message(), null);
    }

    private static Verdict waiting(List<Attempt> attempts, Instant until, String message) {
        return new Verdict.Wait(attempts, until, false, message);
    }

    private Verdict running(List<Attempt> attempts, Instant now) {
        var start = Instant.parse(Objects.requireNonNull(attempts.getLast().start()));
        var end = start.plus(deadline).plusSeconds(WorkerJob.LAST_WORDS_SECONDS).plus(SILENCE);
        return now.isBefore(end)
                ? new Verdict.Wait(attempts, now.plus(config.progressInterval()), true, "The mover is at work")
                : close(attempts, now, FailureReason.DeadlineExceeded, "The Pod was silent after its deadline", null);
    }

    private Verdict ended(List<Attempt> attempts, Outcome outcome, Instant now) {
        var attempt = closed(attempts.getLast(), now, outcome.reason(), outcome.message(), outcome.logTail(), outcome);
        var all = replaceLast(attempts, attempt);
        return outcome.succeeded() ? new Verdict.Done(all, outcome) : closed(all, now);
    }

    private Verdict close(
            List<Attempt> attempts, Instant now, FailureReason reason, String message, @Nullable String tail) {
        return closed(replaceLast(attempts, closed(attempts.getLast(), now, reason, message, tail, null)), now);
    }

    /** The last attempt's failure is the request's: it is told once. */
    private Verdict closed(List<Attempt> attempts, Instant now) {
        return afterFailure(attempts, attempts.getLast(), now) instanceof Verdict.GivenUp lost
                ? lost
                : new Verdict.Closed(attempts);
    }

    private Verdict afterFailure(List<Attempt> attempts, Attempt last, Instant now) {
        var reason = Objects.requireNonNullElse(last.reason(), FailureReason.InternalError);
        var counted = attempts.stream()
                .filter(one -> one.reason() != FailureReason.Disrupted)
                .count();
        if (!reason.retryable() || counted > retries) {
            var message = Objects.requireNonNullElse(last.message(), "");
            return new Verdict.GivenUp(attempts, reason, Lifecycle.sentence(reason, message));
        }
        var next = Instant.parse(Objects.requireNonNull(last.end())).plus(pause(attempts.size()));
        return now.isBefore(next)
                ? waiting(attempts, next, "Attempt " + attempts.size() + " failed with " + reason + "; trying again")
                : new Verdict.Start(attempts, attempts.size() + 1);
    }

    private Duration pause(int failures) {
        var pause = config.retryDelay().multipliedBy(1L << Math.min(failures - 1, 8));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private static Attempt closed(
            Attempt open,
            Instant now,
            @Nullable FailureReason reason,
            String message,
            @Nullable String tail,
            @Nullable Outcome outcome) {
        return new Attempt(
                open.job(),
                open.start(),
                now.truncatedTo(ChronoUnit.SECONDS).toString(),
                outcome == null ? List.of() : outcome.stages(),
                reason,
                message,
                tail);
    }

    private static List<Attempt> replaceLast(List<Attempt> attempts, Attempt last) {
        var all = new ArrayList<>(attempts);
        all.set(all.size() - 1, last);
        return List.copyOf(all);
    }
}
