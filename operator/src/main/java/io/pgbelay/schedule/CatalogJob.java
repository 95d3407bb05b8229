package io.pgbelay.schedule;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.pgbelay.config.OperatorConfig;
import io.pgbelay.contract.Limits;
import io.pgbelay.contract.Order;
import io.pgbelay.contract.RequestId;
import io.pgbelay.job.WorkerJob;
import io.pgbelay.kube.Labels;
import io.pgbelay.kube.Names;
import io.pgbelay.kube.Times;
import java.time.Duration;
import java.time.Instant;

/** The Job that looks through the storage: with keys that may read, and nothing of Postgres. */
final class CatalogJob {
    /** How long it may take. */
    static final Duration DEADLINE = Duration.ofHours(1);

    private static final Duration NO_PROGRESS = Duration.ofMinutes(10);

    private CatalogJob() {}

    static String name(BackupScheduleSeen seen, Instant now) {
        return Names.catalogJob(seen.name(), seen.schedule().getMetadata().getUid() + "/" + Times.format(now));
    }

    static Job of(BackupScheduleSeen seen, String name, OperatorConfig config) {
        var metadata = seen.schedule().getMetadata();
        var template = seen.schedule().getSpec().template();
        var access = seen.schedule().getSpec().restore();
        var storage = template.storage().withCredentials(access == null ? null : access.readCredentials());
        var order = new Order.Catalog(
                new RequestId(
                        metadata.getNamespace(), name, metadata.getUid(), metadata.getCreationTimestamp(), seen.name()),
                1,
                new Limits(DEADLINE.toSeconds(), NO_PROGRESS.toSeconds()),
                storage,
                template.stageOr(metadata.getNamespace()),
                template.database().name());
        return new WorkerJob(
                        name,
                        seen.schedule(),
                        Labels.of(Labels.SHELF, seen.name()),
                        order,
                        config.workerImage(),
                        null,
                        null,
                        null,
                        storage,
                        null,
                        template.pod())
                .build();
    }
}
