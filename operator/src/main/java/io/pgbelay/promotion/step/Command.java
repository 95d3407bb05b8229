package io.pgbelay.promotion.step;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.pgbelay.api.Durations;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.MigrationPolicy;
import io.pgbelay.api.PermanentFailure;
import io.pgbelay.control.Action;
import io.pgbelay.job.CommandJob;
import io.pgbelay.job.CommandOutcome;
import io.pgbelay.kube.Labels;
import io.pgbelay.kube.Names;
import io.pgbelay.workload.Containers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** One command of the application, run once in a Job whose name says what for. */
final class Command {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    private final Facts seen;
    private final String word;
    private final List<String> argv;
    private final String image;

    /**
     * A command.
     *
     * @param word end of the Job's name
     */
    Command(Facts seen, String word, List<String> argv, String image) {
        this.seen = seen;
        this.word = word;
        this.argv = argv;
        this.image = image;
    }

    /** How it stands with a command. */
    sealed interface Ran {
        /** There is no such Job. */
        record Never() implements Ran {}

        /** It is under way. */
        record Going(Taken taken) implements Ran {}

        /** It ended, well or not. */
        record Ended(int exitCode, String lastWords) implements Ran {}

        /** Nobody knows how far it came. */
        record Lost(String message) implements Ran {}
    }

    /**
     * How it stands.
     *
     * @throws PermanentFailure where it cannot even start
     */
    Ran look(Instant now) {
        return switch (CommandOutcome.of(seen.job(name()))) {
            case CommandOutcome.Missing ignored -> new Ran.Never();
            case CommandOutcome.Starting starting -> new Ran.Going(starting(starting, now));
            case CommandOutcome.Running ignored -> going("Job " + name() + " runs", now);
            case CommandOutcome.Ended ended -> new Ran.Ended(ended.exitCode(), ended.lastWords());
            case CommandOutcome.Lost lost -> new Ran.Lost(lost.message());
        };
    }

    private Taken starting(CommandOutcome.Starting starting, Instant now) {
        var trouble = starting.trouble();
        if (trouble != null && now.isAfter(starting.since().plus(seen.patience()))) {
            throw new PermanentFailure(trouble, "Job " + name() + ": " + starting.message());
        }
        return Taken.waiting("Job " + name() + ": " + starting.message(), now.plus(LOOK_AGAIN));
    }

    private static Ran going(String message, Instant now) {
        return new Ran.Going(Taken.waiting(message, now.plus(LOOK_AGAIN)));
    }

    /** Makes the Job. */
    Taken begin(Instant now) {
        return new Taken.Waiting("Job " + name() + " is made", now.plus(LOOK_AGAIN), List.of(new Action.Create(job())));
    }

    String name() {
        return Names.promotionJob(seen.name(), word);
    }

    private Job job() {
        var first = seen.place().getSpec().workloads().getFirst();
        var deployment = seen.deployment(first);
        var container = Containers.find(deployment, first.container())
                .orElseThrow(() -> new PermanentFailure(
                        FailureReason.WorkloadMissing,
                        "Deployment " + first.name() + " has no container " + first.container()));
        return new CommandJob(
                        name(),
                        seen.promotion(),
                        Labels.of(Labels.PROMOTION, seen.name()),
                        deployment.getSpec().getTemplate().getSpec(),
                        container,
                        image,
                        argv,
                        Durations.parse(policy(seen).deadline()))
                .build();
    }

    static MigrationPolicy policy(Facts seen) {
        return Objects.requireNonNull(seen.place().getSpec().migration(), "the plan covers the Environment");
    }
}
