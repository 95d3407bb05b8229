package io.pgbelay.control;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ContainerResource;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.pgbelay.api.Attempt;
import io.pgbelay.config.OperatorConfig;
import io.pgbelay.job.JobOutcome;
import io.pgbelay.job.JobSeen;
import io.pgbelay.job.WorkerJob;
import io.pgbelay.kube.Owners;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the Job of an attempt: from the caches where it can, from the API server where a cache may lie.
 *
 * <p>The log is read only while the mover runs, and once after it died without a word.
 */
public final class JobObserver {
    private static final int LINES = 25;

    private final KubernetesClient client;
    private final OperatorConfig config;
    private final Clock clock;

    public JobObserver(KubernetesClient client, OperatorConfig config, Clock clock) {
        this.client = client;
        this.config = config;
        this.clock = clock;
    }

    /** What is to be seen of the Job of the last attempt of this owner. */
    public JobSeen observe(HasMetadata owner, List<Attempt> attempts, Context<?> context) {
        if (attempts.isEmpty()) {
            return JobSeen.NOTHING;
        }
        var attempt = attempts.getLast();
        var job = job(owner, attempt, context);
        if (job == null || attempt.ended()) {
            return new JobSeen(job, null, List.of(), List.of());
        }
        var pod = pod(job, context);
        var bare = new JobSeen(job, pod, List.of(), List.of());
        return switch (JobOutcome.of(bare)) {
            case JobOutcome.Running ignored -> new JobSeen(job, pod, List.of(), log(pod));
            case JobOutcome.Died ignored -> new JobSeen(job, pod, List.of(), log(pod));
            case JobOutcome.Starting starting -> new JobSeen(job, pod, warnings(starting, job, pod), List.of());
            case JobOutcome.Missing ignored -> bare;
            case JobOutcome.Ended ignored -> bare;
        };
    }

    /** A cache may not know the Job yet that the last pass made: only the API server can say that it is gone. */
    private @Nullable Job job(HasMetadata owner, Attempt attempt, Context<?> context) {
        return context.getSecondaryResources(Job.class).stream()
                .filter(one -> one.getMetadata().getName().equals(attempt.job()))
                .findFirst()
                .or(() -> attempt.ended() ? java.util.Optional.empty() : fetched(owner, attempt))
                .filter(one -> Owners.owns(owner, one))
                .orElse(null);
    }

    private java.util.Optional<Job> fetched(HasMetadata owner, Attempt attempt) {
        return java.util.Optional.ofNullable(client.batch()
                .v1()
                .jobs()
                .inNamespace(owner.getMetadata().getNamespace())
                .withName(attempt.job())
                .get());
    }

    private static @Nullable Pod pod(Job job, Context<?> context) {
        return context.getSecondaryResources(Pod.class).stream()
                .filter(one -> Owners.owns(job, one))
                .max(Comparator.comparing(one -> one.getMetadata().getCreationTimestamp()))
                .orElse(null);
    }

    /** Events are read only of what should have started by now. */
    private List<String> warnings(JobOutcome.Starting starting, Job job, @Nullable Pod pod) {
        var patience = config.podStartGrace().dividedBy(2);
        var waited = Duration.between(starting.since(), clock.instant());
        if (starting.trouble() != null || waited.compareTo(patience) < 0) {
            return List.of();
        }
        var about = pod == null ? job : pod;
        return client
                .v1()
                .events()
                .inNamespace(about.getMetadata().getNamespace())
                .withField("involvedObject.uid", about.getMetadata().getUid())
                .withField("type", "Warning")
                .list()
                .getItems()
                .stream()
                .map(event -> event.getReason() + ": " + event.getMessage())
                .toList();
    }

    /** All that the mover has told, up to so many bytes: for lists that are too long for its last word. */
    public List<String> wholeLog(Pod pod, int limitBytes) {
        return mover(pod).limitBytes(limitBytes).getLog().lines().toList();
    }

    private ContainerResource mover(Pod pod) {
        return client.pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .inContainer(WorkerJob.MOVER);
    }

    private List<String> log(@Nullable Pod pod) {
        if (pod == null || !started(pod)) {
            return List.of();
        }
        try {
            return mover(pod).tailingLines(LINES).getLog().lines().toList();
        } catch (KubernetesClientException e) {
            return List.of();
        }
    }

    private static boolean started(Pod pod) {
        return pod.getStatus().getContainerStatuses().stream()
                .filter(one -> one.getName().equals(WorkerJob.MOVER))
                .map(one -> one.getState())
                .anyMatch(JobObserver::begun);
    }

    private static boolean begun(@Nullable ContainerState state) {
        return state != null && (state.getRunning() != null || state.getTerminated() != null);
    }

    /** The time by which this pass decides. */
    public Instant now() {
        return clock.instant();
    }
}
