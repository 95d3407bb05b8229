package io.pgbelay.workload;

import static java.util.Objects.requireNonNullElse;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import org.jspecify.annotations.Nullable;

/** Where a Deployment's rollout is, as {@code kubectl rollout status} judges it. */
public sealed interface Rollout {
    /** Every Pod is of the newest template, and available. */
    record Complete() implements Rollout {}

    /** It goes on. */
    record Waiting(String message) implements Rollout {}

    /** The Deployment's own progress deadline has passed. */
    record Stuck(String message) implements Rollout {}

    /** Judges the rollout of the template that the Deployment names now. */
    static Rollout of(Deployment deployment) {
        var status = requireNonNullElse(deployment.getStatus(), new DeploymentStatus());
        if (orZero(status.getObservedGeneration())
                < orZero(deployment.getMetadata().getGeneration())) {
            return new Waiting("the Deployment's controller has not seen it yet");
        }
        var stuck = status.getConditions().stream()
                .filter(one ->
                        one.getType().equals("Progressing") && "ProgressDeadlineExceeded".equals(one.getReason()))
                .findFirst();
        return stuck.<Rollout>map(one -> new Stuck(requireNonNullElse(one.getMessage(), "no progress")))
                .orElseGet(() -> replicas(deployment, status));
    }

    private static Rollout replicas(Deployment deployment, DeploymentStatus status) {
        var wanted = requireNonNullElse(deployment.getSpec().getReplicas(), 1);
        var updated = orZero(status.getUpdatedReplicas());
        var all = orZero(status.getReplicas());
        var available = orZero(status.getAvailableReplicas());
        if (updated < wanted) {
            return new Waiting(updated + " of " + wanted + " Pods are new"
                    + (Boolean.TRUE.equals(deployment.getSpec().getPaused()) ? "; the Deployment is paused" : ""));
        }
        if (all > updated) {
            return new Waiting((all - updated) + " old Pods are still there");
        }
        return available < updated
                ? new Waiting(available + " of " + updated + " new Pods are available")
                : new Complete();
    }

    private static long orZero(@Nullable Number count) {
        return count == null ? 0 : count.longValue();
    }
}
