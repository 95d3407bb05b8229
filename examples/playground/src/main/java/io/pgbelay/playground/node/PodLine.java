package io.pgbelay.playground.node;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.Optional;

/**
 * What a container knows of its Pod, and how it reaches it.
 *
 * @param firstWait the waiting reason before anything has happened
 * @param changed told after every change of a container
 */
record PodLine(String uid, String restartPolicy, Duration grace, String firstWait, PodEvents events, Runnable changed) {

    static PodLine of(Pod pod, PodEvents events, Runnable changed) {
        boolean hasInits = pod.getSpec().getInitContainers() != null
                && !pod.getSpec().getInitContainers().isEmpty();
        return new PodLine(
                pod.getMetadata().getUid(),
                Optional.ofNullable(pod.getSpec().getRestartPolicy()).orElse("Always"),
                Duration.ofSeconds(Optional.ofNullable(pod.getSpec().getTerminationGracePeriodSeconds())
                        .orElse(30L)),
                hasInits ? "PodInitializing" : "ContainerCreating",
                events,
                changed);
    }
}
