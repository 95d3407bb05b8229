package io.pgbelay.job;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A Job that runs one command of an application in its own surroundings: image, environment, volumes and service account
 * of one container of its Pods, and nothing else of them. No labels of theirs, so that no Service and no Deployment takes
 * the Pod for its own; no probes, no ports, no other containers.
 *
 * @param name of the Job
 * @param owner the request, which owns the Job
 * @param labels of Job and Pod
 * @param like the Pod of the application
 * @param container the container whose surroundings these are
 * @param image what runs
 * @param command the argument vector, taken as it is
 * @param deadline how long it may take
 */
public record CommandJob(
        String name,
        HasMetadata owner,
        Map<String, String> labels,
        PodSpec like,
        Container container,
        String image,
        List<String> command,
        Duration deadline) {
    /** Name of the one container. */
    public static final String CONTAINER = "command";

    private static final long GRACE_SECONDS = 30;

    /** The Job, as it is created. */
    public Job build() {
        return JobFrame.of(
                name, owner, labels, new ObjectMetaBuilder().withLabels(labels).build(), pod());
    }

    private PodSpec pod() {
        return new PodSpecBuilder()
                .withRestartPolicy("Never")
                .withActiveDeadlineSeconds(deadline.toSeconds())
                .withTerminationGracePeriodSeconds(GRACE_SECONDS)
                .withServiceAccountName(like.getServiceAccountName())
                .withAutomountServiceAccountToken(like.getAutomountServiceAccountToken())
                .withEnableServiceLinks(like.getEnableServiceLinks())
                .withSecurityContext(like.getSecurityContext())
                .withImagePullSecrets(like.getImagePullSecrets())
                .withNodeSelector(like.getNodeSelector())
                .withTolerations(like.getTolerations())
                .withVolumes(like.getVolumes())
                .withContainers(containerOf())
                .build();
    }

    /** A dollar sign is doubled, or the kubelet would read {@code $(X)} in a word as a variable. */
    private Container containerOf() {
        return new ContainerBuilder()
                .withName(CONTAINER)
                .withImage(image)
                .withImagePullPolicy(container.getImagePullPolicy())
                .withCommand(
                        command.stream().map(word -> word.replace("$", "$$")).toList())
                .withWorkingDir(container.getWorkingDir())
                .withEnv(container.getEnv())
                .withEnvFrom(container.getEnvFrom())
                .withVolumeMounts(container.getVolumeMounts())
                .withResources(container.getResources())
                .withSecurityContext(container.getSecurityContext())
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .build();
    }
}
