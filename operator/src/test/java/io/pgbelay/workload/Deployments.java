package io.pgbelay.workload;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;

/** Deployments and Pods as the API server shows them. */
public final class Deployments {
    private Deployments() {}

    /** One whose rollout of this image is over: one container {@code app}, two Pods. */
    public static Deployment settled(String namespace, String name, String image) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .withUid("uid-" + name)
                .withGeneration(3L)
                .endMetadata()
                .withNewSpec()
                .withReplicas(2)
                .withNewTemplate()
                .withNewMetadata()
                .addToAnnotations("org.opencontainers.image.revision", "c0ffee")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("app")
                .withImage(image)
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .withNewStatus()
                .withObservedGeneration(3L)
                .withReplicas(2)
                .withUpdatedReplicas(2)
                .withAvailableReplicas(2)
                .endStatus()
                .build();
    }

    /** A Pod whose container {@code app} was asked to run an image, and runs what the node calls so. */
    public static Pod pod(String image, String imageId) {
        return new PodBuilder()
                .withNewMetadata()
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("app")
                .withImage(image)
                .endContainer()
                .endSpec()
                .withNewStatus()
                .addNewContainerStatus()
                .withName("app")
                .withImageID(imageId)
                .endContainerStatus()
                .endStatus()
                .build();
    }
}
