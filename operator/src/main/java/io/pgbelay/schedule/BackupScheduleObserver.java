package io.pgbelay.schedule;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import io.pgbelay.api.Attempt;
import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupRunStatus.Expiry;
import io.pgbelay.api.BackupSchedule;
import io.pgbelay.api.BackupScheduleStatus;
import io.pgbelay.api.RestoreRequest;
import io.pgbelay.api.RetentionStatus;
import io.pgbelay.contract.CatalogEntry;
import io.pgbelay.contract.CatalogPages;
import io.pgbelay.control.JobObserver;
import io.pgbelay.job.JobOutcome;
import io.pgbelay.job.JobSeen;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** All reads of a pass: from caches; only what is about to be deleted is asked for once more at the API server. */
final class BackupScheduleObserver {
    private final KubernetesClient client;
    private final JobObserver jobs;

    BackupScheduleObserver(KubernetesClient client, JobObserver jobs) {
        this.client = client;
        this.jobs = jobs;
    }

    BackupScheduleSeen observe(BackupSchedule schedule, Context<BackupSchedule> context) {
        var runs = List.copyOf(context.getSecondaryResources(BackupRun.class));
        var status = Objects.requireNonNullElse(schedule.getStatus(), BackupScheduleStatus.NONE);
        var retention = Objects.requireNonNullElse(status.retention(), RetentionStatus.NONE);
        var attempts = retention.prune() == null ? List.<Attempt>of() : List.of(retention.prune());
        var read = status.catalog() == null ? null : status.catalog().read();
        var look = jobs.observe(schedule, read == null ? List.of() : List.of(read), context);
        return new BackupScheduleSeen(
                schedule,
                runs,
                restores(schedule, runs, retention, context),
                jobs.observe(schedule, attempts, context),
                look,
                read == null || read.ended() ? null : found(look));
    }

    /** The list is long and read once, when the Job has ended. */
    private @Nullable List<CatalogEntry> found(JobSeen look) {
        var pod = look.pod();
        if (pod == null
                || !(JobOutcome.of(look) instanceof JobOutcome.Ended ended)
                || ended.outcome().catalogued() == null) {
            return null;
        }
        var log = jobs.wholeLog(pod, CatalogPages.LONGEST_LOG);
        return CatalogPages.read(log, ended.outcome().catalogued()).orElse(null);
    }

    /** A cache may not know yet of the restore that needs what is marked as going. */
    private List<RestoreRequest> restores(
            BackupSchedule schedule, List<BackupRun> runs, RetentionStatus retention, Context<BackupSchedule> context) {
        var namespace = schedule.getMetadata().getNamespace();
        if (schedule.getSpec().retention() == null || retention.pruning()) {
            return List.of();
        }
        if (runs.stream().anyMatch(BackupScheduleObserver::going)) {
            return client.resources(RestoreRequest.class)
                    .inNamespace(namespace)
                    .list()
                    .getItems();
        }
        return cached(namespace, context);
    }

    private static List<RestoreRequest> cached(String namespace, Context<BackupSchedule> context) {
        var source = context.eventSourceRetriever().getEventSourceFor(RestoreRequest.class);
        return source instanceof Cache<?> cache
                ? cache.list()
                        .map(RestoreRequest.class::cast)
                        .filter(one -> namespace.equals(one.getMetadata().getNamespace()))
                        .toList()
                : List.of();
    }

    private static boolean going(BackupRun run) {
        return run.getStatus() != null && run.getStatus().expired() == Expiry.Going;
    }
}
