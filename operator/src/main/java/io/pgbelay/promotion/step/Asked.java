package io.pgbelay.promotion.step;

import io.pgbelay.api.FailureReason;
import io.pgbelay.api.HttpCheck;
import io.pgbelay.contract.ProbeOrder;
import io.pgbelay.control.Action;
import io.pgbelay.job.JobOutcome;
import io.pgbelay.job.ProbeJob;
import io.pgbelay.kube.Labels;
import io.pgbelay.kube.Names;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** URLs that a worker asks, in a Job whose name says what for. */
sealed interface Asked {
    /** They answered as they should. */
    record Well(String message) implements Asked {}

    /** They did not, or could not be asked. */
    record Badly(FailureReason reason, String message) implements Asked {}

    /** The worker is at it. */
    record NotYet(Taken taken) implements Asked {}

    /**
     * How it stands.
     *
     * @param word end of the Job's name
     * @param soak how long they have to go on answering
     */
    static Asked of(Facts seen, String word, List<HttpCheck> checks, Duration deadline, Duration soak, Instant now) {
        var name = Names.promotionJob(seen.name(), word);
        var later = now.plus(Duration.ofSeconds(5));
        return switch (JobOutcome.of(seen.job(name))) {
            case JobOutcome.Missing ignored -> {
                var job = new ProbeJob(
                        name,
                        seen.promotion(),
                        Labels.of(Labels.PROMOTION, seen.name()),
                        new ProbeOrder(checks, deadline.toSeconds(), soak.toSeconds()),
                        seen.workerImage());
                yield new NotYet(
                        new Taken.Waiting("Job " + name + " is made", later, List.of(new Action.Create(job.build()))));
            }
            case JobOutcome.Starting starting -> starting(seen, name, starting, now);
            case JobOutcome.Running ignored -> new NotYet(Taken.waiting("Job " + name + " asks", later));
            case JobOutcome.Ended ended ->
                ended.outcome().succeeded()
                        ? new Well(ended.outcome().message())
                        : new Badly(
                                FailureReason.VerificationFailed,
                                ended.outcome().message());
            case JobOutcome.Died died -> new Badly(died.reason(), "Job " + name + ": " + died.message());
        };
    }

    private static Asked starting(Facts seen, String name, JobOutcome.Starting starting, Instant now) {
        var trouble = starting.trouble();
        var message = "Job " + name + ": " + starting.message();
        return trouble != null && now.isAfter(starting.since().plus(seen.patience()))
                ? new Badly(trouble, message)
                : new NotYet(Taken.waiting(message, now.plus(Duration.ofSeconds(5))));
    }
}
