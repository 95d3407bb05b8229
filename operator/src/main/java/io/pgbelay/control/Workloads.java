package io.pgbelay.control;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v1.ScaleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import io.pgbelay.api.WorkloadRef;
import java.util.Objects;
import java.util.Optional;

/** How many Pods a workload has and should have, read from the API server itself, and set by its scale alone. */
public final class Workloads {
    private final KubernetesClient client;

    public Workloads(KubernetesClient client) {
        this.client = client;
    }

    /**
     * A workload as it stands.
     *
     * @param wanted replicas that its spec asks for
     * @param running replicas that there are
     */
    public record Seen(WorkloadRef workload, int wanted, int running) {}

    /** What is to be seen of a workload; empty where it is not there. */
    public Optional<Seen> look(String namespace, WorkloadRef workload) {
        return switch (workload.kind()) {
            case Deployment ->
                Optional.ofNullable(deployment(namespace, workload).get())
                        .map(one -> new Seen(
                                workload,
                                Objects.requireNonNullElse(one.getSpec().getReplicas(), 1),
                                Objects.requireNonNullElse(one.getStatus().getReplicas(), 0)));
            case StatefulSet ->
                Optional.ofNullable(statefulSet(namespace, workload).get())
                        .map(one -> new Seen(
                                workload,
                                Objects.requireNonNullElse(one.getSpec().getReplicas(), 1),
                                Objects.requireNonNullElse(one.getStatus().getReplicas(), 0)));
        };
    }

    /** Scales. */
    void scale(String namespace, WorkloadRef workload, int replicas) {
        var there = look(namespace, workload);
        if (there.isEmpty() || there.get().wanted() == replicas) {
            return;
        }
        var scale = new ScaleBuilder()
                .withNewMetadata()
                .withName(workload.name())
                .withNamespace(namespace)
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .endSpec()
                .build();
        resource(namespace, workload).scale(scale);
    }

    private RollableScalableResource<? extends HasMetadata> resource(String namespace, WorkloadRef workload) {
        return switch (workload.kind()) {
            case Deployment -> deployment(namespace, workload);
            case StatefulSet -> statefulSet(namespace, workload);
        };
    }

    private RollableScalableResource<Deployment> deployment(String namespace, WorkloadRef workload) {
        return client.apps().deployments().inNamespace(namespace).withName(workload.name());
    }

    private RollableScalableResource<StatefulSet> statefulSet(String namespace, WorkloadRef workload) {
        return client.apps().statefulSets().inNamespace(namespace).withName(workload.name());
    }
}
