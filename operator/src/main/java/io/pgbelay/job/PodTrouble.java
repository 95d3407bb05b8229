package io.pgbelay.job;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.pgbelay.api.FailureReason;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Why a Pod does not start: what the kubelet and the scheduler say of it, as a word of ours. */
final class PodTrouble {
    private PodTrouble() {}

    static JobOutcome.Starting starting(Pod pod, List<String> warnings) {
        var since = Instant.parse(pod.getMetadata().getCreationTimestamp());
        return waiting(pod)
                .map(one -> new JobOutcome.Starting(reason(one.getReason()), message(one), since))
                .or(() -> unscheduled(pod)
                        .map(text -> new JobOutcome.Starting(FailureReason.PodNotScheduled, text, since)))
                .or(() -> warnings.stream()
                        .reduce((first, last) -> last)
                        .map(text -> new JobOutcome.Starting(ofWarning(text), text, since)))
                .orElseGet(() -> new JobOutcome.Starting(null, "Waiting for the Pod to start", since));
    }

    /** The waiting container that is in trouble, the tools' before the mover's. */
    private static Optional<ContainerStateWaiting> waiting(Pod pod) {
        var status = pod.getStatus();
        return Stream.concat(status.getInitContainerStatuses().stream(), status.getContainerStatuses().stream())
                .map(ContainerStatus::getState)
                .filter(Objects::nonNull)
                .map(ContainerState::getWaiting)
                .filter(one -> one != null && reason(one.getReason()) != null)
                .findFirst();
    }

    private static Optional<String> unscheduled(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .filter(one ->
                        one.getType().equals("PodScheduled") && one.getStatus().equals("False"))
                .map(one -> Objects.requireNonNullElse(one.getMessage(), "The Pod has no node"))
                .findFirst();
    }

    private static @Nullable FailureReason reason(@Nullable String word) {
        return switch (word == null ? "" : word) {
            case "CreateContainerConfigError" -> FailureReason.SecretMissing;
            case "ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull" ->
                FailureReason.ImageNotPulled;
            case "CreateContainerError", "RunContainerError", "CrashLoopBackOff" -> FailureReason.PodRejected;
            default -> null;
        };
    }

    /** A volume that names a missing Secret shows only in an Event. */
    private static FailureReason ofWarning(String text) {
        return text.contains("not found") || text.contains("references non-existent")
                ? FailureReason.SecretMissing
                : FailureReason.VolumeNotMounted;
    }

    private static String message(ContainerStateWaiting waiting) {
        return waiting.getMessage() == null ? waiting.getReason() : waiting.getReason() + ": " + waiting.getMessage();
    }
}
