package io.pgbelay.backup;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupRunStatus;
import io.pgbelay.api.BackupSchedule;
import io.pgbelay.api.CopyStatus;
import io.pgbelay.api.Verification;
import io.pgbelay.config.OperatorConfig;
import io.pgbelay.control.JobObserver;
import io.pgbelay.job.JobSeen;
import io.pgbelay.queue.Turn;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All reads of a pass. The schedule and its other runs are asked for only when a run starts. */
final class BackupRunObserver {
    private static final int MOST_ENDED = 50;
    private static final String UNDER_WAY = "under-way";
    private static final String FAILED = "failed-of-schedule";

    private final KubernetesClient client;
    private final JobObserver jobs;

    private final Line line;

    BackupRunObserver(KubernetesClient client, JobObserver jobs, OperatorConfig config) {
        this.client = client;
        this.jobs = jobs;
        this.line = new Line(config);
    }

    /** What is asked for is found without a look at each of the records, of which there may be many thousands. */
    static void index(IndexerResourceCache<BackupRun> cache) {
        cache.addIndexer(UNDER_WAY, run -> underWay(run) ? List.of(UNDER_WAY) : List.of());
        cache.addIndexer(FAILED, run -> failed(run) ? List.of(scheduleOf(run)) : List.of());
    }

    BackupRunSeen observe(BackupRun run, Context<BackupRun> context) {
        var status = Objects.requireNonNullElse(run.getStatus(), BackupRunStatus.NONE);
        var job = jobs.observe(run, status.attempts(), context);
        if (status.template() == null && !status.ended()) {
            return run.getSpec().scheduleRef() == null ? alone(run, job) : ofSchedule(run, job);
        }
        return new BackupRunSeen(
                run,
                status.template(),
                Objects.requireNonNullElse(status.verification(), Verification.DEFAULT),
                job,
                copies(run, status, context),
                turn(run, status, context),
                status.ended() ? List.of() : endedRuns(run, context));
    }

    /** A copy that is whole, or that nobody tries any more, is asked nothing. */
    private Map<String, JobSeen> copies(BackupRun run, BackupRunStatus status, Context<BackupRun> context) {
        return status.copies().stream()
                .filter(copy -> copy.phase() == CopyStatus.Phase.Copying || copy.phase() == CopyStatus.Phase.Waiting)
                .collect(Collectors.toMap(
                        CopyStatus::name,
                        copy -> jobs.observe(run, List.of(Objects.requireNonNull(copy.attempt())), context)));
    }

    private @Nullable Turn turn(BackupRun run, BackupRunStatus status, Context<BackupRun> context) {
        return status.ended() || !status.attempts().isEmpty()
                ? null
                : line.turn(run, () -> context.getPrimaryCache().byIndex(UNDER_WAY, UNDER_WAY), jobs.now());
    }

    private static BackupRunSeen alone(BackupRun run, JobSeen job) {
        var spec = run.getSpec();
        var verification = Objects.requireNonNullElse(spec.verification(), Verification.DEFAULT);
        return new BackupRunSeen(run, spec.template(), verification, job, null, List.of());
    }

    private BackupRunSeen ofSchedule(BackupRun run, JobSeen job) {
        var found = client.resources(BackupSchedule.class)
                .inNamespace(run.getMetadata().getNamespace())
                .withName(Objects.requireNonNull(run.getSpec().scheduleRef()).name())
                .get();
        return found == null
                ? new BackupRunSeen(run, null, Verification.DEFAULT, job, null, List.of())
                : new BackupRunSeen(
                        run, found.getSpec().template(), found.getSpec().verification(), job, null, List.of());
    }

    /** Failed runs of the same schedule, whoever made them, newest first: they may have left uploads. */
    private static List<String> endedRuns(BackupRun run, Context<BackupRun> context) {
        var schedule = run.getSpec().scheduleRef();
        if (schedule == null || !run.getStatus().attempts().isEmpty()) {
            return List.of();
        }
        return context.getPrimaryCache().byIndex(FAILED, scheduleOf(run)).stream()
                .sorted(Comparator.comparing(
                                (BackupRun one) -> one.getMetadata().getCreationTimestamp())
                        .reversed())
                .limit(MOST_ENDED)
                .map(one -> one.getMetadata().getUid())
                .toList();
    }

    private static boolean underWay(BackupRun run) {
        return run.getStatus() != null
                && run.getStatus().template() != null
                && !run.getStatus().ended();
    }

    private static String scheduleOf(BackupRun run) {
        var schedule = run.getSpec().scheduleRef();
        return run.getMetadata().getNamespace() + "/" + (schedule == null ? "" : schedule.name());
    }

    private static boolean failed(BackupRun run) {
        return run.getStatus() != null && run.getStatus().phase() == BackupRunStatus.Phase.Failed;
    }
}
