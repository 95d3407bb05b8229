package io.pgbelay.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Json;
import io.pgbelay.contract.Outcome;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads how an attempt stands from its Job and Pod. */
final class Evidence {
    private static final int KILLED = 137;

    private Evidence() {}

    static JobOutcome judge(JobSeen seen) {
        if (seen.job() == null) {
            return new JobOutcome.Missing();
        }
        if (seen.pod() == null) {
            return withoutPod(seen.job(), seen);
        }
        var state = moverState(seen.pod());
        if (state.map(ContainerState::getTerminated).isPresent()) {
            return ended(state.get().getTerminated(), seen);
        }
        if (podEnded(seen.pod())) {
            return new JobOutcome.Died(podReason(seen.pod()), podMessage(seen.pod()), tail(seen));
        }
        return state.map(ContainerState::getRunning).isPresent()
                ? new JobOutcome.Running()
                : PodTrouble.starting(seen.pod(), seen.warnings());
    }

    private static JobOutcome withoutPod(Job job, JobSeen seen) {
        var failed = failed(job);
        if (failed.isPresent()) {
            // Our one policy for failures is about disruptions.
            var reason = "PodFailurePolicy".equals(failed.get().getReason())
                    ? FailureReason.Disrupted
                    : FailureReason.JobDeleted;
            return new JobOutcome.Died(reason, "The Pod is gone", null);
        }
        var since = Instant.parse(job.getMetadata().getCreationTimestamp());
        return seen.warnings().isEmpty()
                ? new JobOutcome.Starting(null, "Waiting for a Pod", since)
                : new JobOutcome.Starting(
                        FailureReason.PodRejected, seen.warnings().getLast(), since);
    }

    /**
     * The mover's own word counts before anything that Kubernetes guesses. Only who told it to stop it cannot know: a
     * drained node, or a person that deleted the Pod.
     */
    private static JobOutcome ended(ContainerStateTerminated end, JobSeen seen) {
        var outcome = read(end.getMessage());
        if (outcome.isEmpty()) {
            return new JobOutcome.Died(reason(end, seen), words(end), tail(seen));
        }
        return outcome.get().reason() == FailureReason.Aborted
                ? new JobOutcome.Died(
                        podReason(seen), outcome.get().message(), outcome.get().logTail())
                : new JobOutcome.Ended(outcome.get());
    }

    private static FailureReason reason(ContainerStateTerminated end, JobSeen seen) {
        if ("OOMKilled".equals(end.getReason())) {
            return FailureReason.OutOfMemory;
        }
        return seen.pod() != null && disrupted(seen.pod()) ? FailureReason.Disrupted : podReason(seen);
    }

    private static FailureReason podReason(JobSeen seen) {
        return seen.pod() == null ? FailureReason.WorkerKilled : podReason(seen.pod());
    }

    private static FailureReason podReason(Pod pod) {
        if (disrupted(pod)) {
            return FailureReason.Disrupted;
        }
        if ("DeadlineExceeded".equals(pod.getStatus().getReason())) {
            return FailureReason.DeadlineExceeded;
        }
        return pod.getMetadata().getDeletionTimestamp() == null ? FailureReason.WorkerKilled : FailureReason.JobDeleted;
    }

    private static String podMessage(Pod pod) {
        var message = pod.getStatus().getMessage();
        return message == null ? "The Pod ended before the mover" : message;
    }

    /** Some runtimes lose the event that says why: 137 may be the memory limit even where they say only Error. */
    private static String words(ContainerStateTerminated end) {
        var exit = "The mover ended with code " + end.getExitCode() + " and without a word";
        return end.getExitCode() == KILLED ? exit + " (killed: perhaps its memory limit)" : exit;
    }

    private static boolean disrupted(Pod pod) {
        return "Evicted".equals(pod.getStatus().getReason())
                || pod.getStatus().getConditions().stream()
                        .anyMatch(one -> one.getType().equals("DisruptionTarget")
                                && one.getStatus().equals("True"));
    }

    private static boolean podEnded(Pod pod) {
        return "Failed".equals(pod.getStatus().getPhase())
                || "Succeeded".equals(pod.getStatus().getPhase());
    }

    private static Optional<JobCondition> failed(Job job) {
        return job.getStatus() == null
                ? Optional.empty()
                : job.getStatus().getConditions().stream()
                        .filter(one -> one.getType().equals("Failed")
                                && one.getStatus().equals("True"))
                        .findFirst();
    }

    static Optional<ContainerState> moverState(Pod pod) {
        return pod.getStatus().getContainerStatuses().stream()
                .filter(one -> one.getName().equals(MoverContainer.NAME))
                .map(one -> one.getState())
                .findFirst();
    }

    private static Optional<Outcome> read(@Nullable String message) {
        try {
            return message == null || message.isBlank()
                    ? Optional.empty()
                    : Optional.of(Json.MAPPER.readValue(message, Outcome.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static @Nullable String tail(JobSeen seen) {
        return seen.log().isEmpty() ? null : String.join("\n", seen.log());
    }
}
