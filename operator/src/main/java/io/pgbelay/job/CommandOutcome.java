package io.pgbelay.job;

import static java.util.Objects.requireNonNullElse;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.pgbelay.api.FailureReason;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a {@link CommandJob} is, judged by the exit code of its one container. */
public sealed interface CommandOutcome {
    /** There is no such Job. */
    record Missing() implements CommandOutcome {}

    /**
     * The command has not started yet.
     *
     * @param trouble what keeps it, if anything does
     */
    record Starting(@Nullable FailureReason trouble, String message, Instant since) implements CommandOutcome {}

    /** The command runs. */
    record Running() implements CommandOutcome {}

    /** The command ended by itself, well or not. */
    record Ended(int exitCode, String lastWords) implements CommandOutcome {}

    /** The Pod went away under it: nobody knows how far it came. */
    record Lost(String message) implements CommandOutcome {}

    /** Judges what was seen. */
    static CommandOutcome of(JobSeen seen) {
        if (seen.job() == null) {
            return new Missing();
        }
        var pod = seen.pod();
        if (pod == null) {
            return over(seen.job())
                    ? new Lost("the Pod is gone")
                    : new Starting(
                            null,
                            "Waiting for a Pod",
                            Instant.parse(seen.job().getMetadata().getCreationTimestamp()));
        }
        var state = state(pod);
        return state.map(ContainerState::getTerminated)
                .<CommandOutcome>map(end -> ended(end, seen))
                .or(() -> state.map(ContainerState::getRunning).map(ignored -> new Running()))
                .orElseGet(() -> notStarted(pod, seen));
    }

    private static CommandOutcome ended(ContainerStateTerminated end, JobSeen seen) {
        var told = requireNonNullElse(end.getMessage(), "").strip();
        var words = told.isEmpty() ? String.join("\n", seen.log()) : told;
        return new Ended(requireNonNullElse(end.getExitCode(), -1), LastWords.of(words));
    }

    private static CommandOutcome notStarted(Pod pod, JobSeen seen) {
        if ("Failed".equals(pod.getStatus().getPhase())) {
            return new Lost(requireNonNullElse(pod.getStatus().getMessage(), "the Pod ended before its container"));
        }
        var starting = PodTrouble.starting(pod, seen.warnings());
        return new Starting(starting.trouble(), starting.message(), starting.since());
    }

    private static boolean over(Job job) {
        return job.getStatus() != null
                && job.getStatus().getConditions().stream()
                        .anyMatch(one -> one.getType().equals("Failed")
                                && one.getStatus().equals("True"));
    }

    private static Optional<ContainerState> state(Pod pod) {
        return pod.getStatus().getContainerStatuses().stream()
                .filter(one -> one.getName().equals(CommandJob.CONTAINER))
                .map(one -> one.getState())
                .findFirst();
    }
}
