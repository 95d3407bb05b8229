package io.pgbelay.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.pgbelay.contract.Json;
import io.pgbelay.contract.PodEnv;
import io.pgbelay.contract.ProbeOrder;
import java.util.List;
import java.util.Map;

/**
 * A Job of our worker that asks URLs: in the namespace whose URLs they are, so that nobody reaches by us what a Pod of his
 * could not reach; without token and without secrets.
 *
 * @param name of the Job
 * @param owner the request, which owns the Job
 * @param labels of Job and Pod
 * @param order which URLs
 * @param workerImage image of the worker
 */
public record ProbeJob(
        String name, HasMetadata owner, Map<String, String> labels, ProbeOrder order, String workerImage) {
    private static final long GRACE_SECONDS = 5;

    /** The Job, as it is created. */
    public Job build() {
        return JobFrame.of(
                name, owner, labels, new ObjectMetaBuilder().withLabels(labels).build(), pod());
    }

    private PodSpec pod() {
        return new PodSpecBuilder()
                .withRestartPolicy("Never")
                .withActiveDeadlineSeconds(order.deadlineSeconds() + order.soakSeconds() + WorkerJob.LAST_WORDS_SECONDS)
                .withTerminationGracePeriodSeconds(GRACE_SECONDS)
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withSecurityContext(PodParts.pod())
                .withVolumes(PodParts.volumes(Access.NONE))
                .withContainers(worker())
                .build();
    }

    private Container worker() {
        return new ContainerBuilder()
                .withName(MoverContainer.NAME)
                .withImage(workerImage)
                .withArgs(ProbeOrder.VERB)
                .withEnv(env())
                .withVolumeMounts(PodParts.mounts(Access.NONE))
                .withTerminationMessagePath(MoverContainer.TERMINATION_LOG)
                .withResources(new ResourceRequirementsBuilder()
                        .addToRequests("cpu", new Quantity("20m"))
                        .addToRequests("memory", new Quantity("128Mi"))
                        .addToLimits("memory", new Quantity("256Mi"))
                        .build())
                .withSecurityContext(PodParts.locked())
                .build();
    }

    private List<EnvVar> env() {
        return List.of(
                Access.plain(PodEnv.ORDER, json()),
                Access.plain(PodEnv.TMP, PodParts.TMP_PATH),
                Access.plain(PodEnv.TERMINATION_LOG, MoverContainer.TERMINATION_LOG));
    }

    /** A dollar sign is doubled, or the kubelet would read {@code $(X)} in a URL as a variable. */
    private String json() {
        try {
            return Json.MAPPER.writeValueAsString(order).replace("$", "$$");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an order is plain data", e);
        }
    }
}
