package io.pgbelay.control;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.pgbelay.job.CommandJob;
import io.pgbelay.job.JobSeen;
import io.pgbelay.kube.Labels;
import io.pgbelay.kube.Owners;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads all Jobs of a request with their Pods, from the API server: what follows from them is not to be done twice. */
public final class JobLook {
    private static final int LINES = 20;

    private final KubernetesClient client;

    public JobLook(KubernetesClient client) {
        this.client = client;
    }

    /**
     * The Jobs that this object owns, by name.
     *
     * @param label of its kind, such as {@link Labels#PROMOTION}
     * @param log whether the last lines of what commands said are wanted
     */
    public Map<String, JobSeen> of(HasMetadata owner, String label, boolean log) {
        var namespace = owner.getMetadata().getNamespace();
        var labels = Labels.of(label, owner.getMetadata().getName());
        var jobs = client.batch()
                .v1()
                .jobs()
                .inNamespace(namespace)
                .withLabels(labels)
                .list()
                .getItems();
        if (jobs.isEmpty()) {
            return Map.of();
        }
        var pods =
                client.pods().inNamespace(namespace).withLabels(labels).list().getItems();
        return jobs.stream()
                .filter(job -> Owners.owns(owner, job))
                .collect(Collectors.toMap(job -> job.getMetadata().getName(), job -> seen(job, pods, log)));
    }

    private JobSeen seen(Job job, List<Pod> pods, boolean log) {
        var pod = pods.stream()
                .filter(one -> Owners.owns(job, one))
                .max(Comparator.comparing(one -> one.getMetadata().getCreationTimestamp()))
                .orElse(null);
        return new JobSeen(job, pod, List.of(), log ? said(pod) : List.of());
    }

    /** A log that cannot be read ends the pass: nothing may be concluded from it. */
    private List<String> said(@Nullable Pod pod) {
        return pod == null || !endedWell(pod)
                ? List.of()
                : client.pods()
                        .resource(pod)
                        .inContainer(CommandJob.CONTAINER)
                        .tailingLines(LINES)
                        .getLog()
                        .lines()
                        .toList();
    }

    /** What failed says its last words in the state of its container. */
    private static boolean endedWell(Pod pod) {
        return pod.getStatus().getContainerStatuses().stream()
                .filter(one -> one.getName().equals(CommandJob.CONTAINER))
                .map(one -> one.getState().getTerminated())
                .anyMatch(end -> end != null && Objects.equals(end.getExitCode(), 0));
    }
}
