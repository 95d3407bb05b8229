package io.pgbelay.workload;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.Optional;

/** One container of a Deployment: its image, read and set. */
public final class Containers {
    private Containers() {}

    /** The container of this name, as the Deployment's template has it. */
    public static Optional<Container> find(Deployment deployment, String name) {
        return deployment.getSpec().getTemplate().getSpec().getContainers().stream()
                .filter(one -> one.getName().equals(name))
                .findFirst();
    }

    /** The image that the template names. */
    public static Optional<String> image(Deployment deployment, String container) {
        return find(deployment, container).map(Container::getImage);
    }

    /** What is applied to set the image: name and image of one container, of this very Deployment, and nothing else. */
    public static Deployment withImage(Deployment there, String container, String image) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withNamespace(there.getMetadata().getNamespace())
                .withName(there.getMetadata().getName())
                .withUid(there.getMetadata().getUid())
                .endMetadata()
                .withNewSpec()
                .withNewTemplate()
                .withNewSpec()
                .addNewContainer()
                .withName(container)
                .withImage(image)
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }
}
