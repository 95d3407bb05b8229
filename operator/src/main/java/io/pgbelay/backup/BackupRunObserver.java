package io.pgbelay.backup;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupRunStatus;
import io.pgbelay.api.BackupSchedule;
import io.pgbelay.api.BackupTemplate;
import io.pgbelay.control.JobObserver;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** All reads of a pass. The schedule and its other runs are asked for only when a run starts. */
final class BackupRunObserver {
    private static final int MOST_ENDED = 50;

    private final KubernetesClient client;
    private final JobObserver jobs;

    BackupRunObserver(KubernetesClient client, JobObserver jobs) {
        this.client = client;
        this.jobs = jobs;
    }

    BackupRunSeen observe(BackupRun run, Context<BackupRun> context) {
        var status = Objects.requireNonNullElse(run.getStatus(), BackupRunStatus.NONE);
        if (status.template() == null && !status.ended()) {
            return new BackupRunSeen(run, template(run), jobs.observe(run, status.attempts(), context), List.of());
        }
        var seen = jobs.observe(run, status.attempts(), context);
        return new BackupRunSeen(run, status.template(), seen, status.ended() ? List.of() : endedRuns(run, context));
    }

    private @Nullable BackupTemplate template(BackupRun run) {
        var schedule = run.getSpec().scheduleRef();
        if (schedule == null) {
            return run.getSpec().template();
        }
        var found = client.resources(BackupSchedule.class)
                .inNamespace(run.getMetadata().getNamespace())
                .withName(schedule.name())
                .get();
        return found == null ? null : found.getSpec().template();
    }

    /** Failed runs of the same schedule, whoever made them, newest first: they may have left uploads. */
    private static List<String> endedRuns(BackupRun run, Context<BackupRun> context) {
        var schedule = run.getSpec().scheduleRef();
        if (schedule == null || !run.getStatus().attempts().isEmpty()) {
            return List.of();
        }
        return context.getPrimaryCache()
                .list(
                        run.getMetadata().getNamespace(),
                        one -> schedule.equals(one.getSpec().scheduleRef()) && failed(one))
                .sorted(Comparator.comparing(
                                (BackupRun one) -> one.getMetadata().getCreationTimestamp())
                        .reversed())
                .limit(MOST_ENDED)
                .map(one -> one.getMetadata().getUid())
                .toList();
    }

    private static boolean failed(BackupRun run) {
        return run.getStatus() != null && run.getStatus().phase() == BackupRunStatus.Phase.Failed;
    }
}
