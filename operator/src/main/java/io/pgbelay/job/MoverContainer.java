package io.pgbelay.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.pgbelay.api.PodTemplate;
import io.pgbelay.contract.Json;
import io.pgbelay.contract.Order;
import io.pgbelay.contract.PodEnv;
import java.util.ArrayList;
import java.util.List;

/** The container with our worker: the conductor, by whose state the attempt is judged. */
final class MoverContainer {
    static final String NAME = "mover";
    static final String TERMINATION_LOG = "/dev/termination-log";

    private MoverContainer() {}

    static Container of(Order order, String image, PodTemplate template, Access access) {
        return new ContainerBuilder()
                .withName(NAME)
                .withImage(image)
                .withArgs(order.verb())
                .withEnv(env(order, access))
                .withVolumeMounts(PodParts.mounts(access))
                .withTerminationMessagePath(TERMINATION_LOG)
                .withResources(resources(template))
                .withSecurityContext(PodParts.locked())
                .build();
    }

    private static List<EnvVar> env(Order order, Access access) {
        var env = new ArrayList<>(access.env());
        env.add(Access.plain(PodEnv.ORDER, json(order)));
        env.add(Access.plain(PodEnv.SHARED, PodParts.SHARED_PATH));
        env.add(Access.plain(PodEnv.TMP, PodParts.TMP_PATH));
        env.add(Access.plain(PodEnv.TERMINATION_LOG, TERMINATION_LOG));
        return env;
    }

    /** A dollar sign is doubled, or the kubelet would read {@code $(X)} in a name as a variable. */
    private static String json(Order order) {
        try {
            return Json.MAPPER.writerFor(Order.class).writeValueAsString(order).replace("$", "$$");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an order is plain data", e);
        }
    }

    private static ResourceRequirements resources(PodTemplate template) {
        return template.moverResources() != null
                ? template.moverResources()
                : new ResourceRequirementsBuilder()
                        .addToRequests("cpu", new Quantity("100m"))
                        .addToRequests("memory", new Quantity("256Mi"))
                        .addToLimits("memory", new Quantity("512Mi"))
                        .build();
    }
}
