package io.pgbelay.schedule;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.pgbelay.config.OperatorConfig;
import io.pgbelay.contract.Order;
import io.pgbelay.kube.Names;
import io.pgbelay.kube.Times;
import java.time.Instant;

/** The Job that looks through the storage, with keys that may read. */
final class CatalogJob {
    private CatalogJob() {}

    static String name(BackupScheduleSeen seen, Instant now) {
        return Names.catalogJob(seen.name(), seen.schedule().getMetadata().getUid() + "/" + Times.format(now));
    }

    static Job of(BackupScheduleSeen seen, String name, OperatorConfig config) {
        var template = seen.schedule().getSpec().template();
        var access = seen.schedule().getSpec().restore();
        var order = new Order.Catalog(
                ShelfJob.request(seen, name),
                1,
                ShelfJob.LIMITS,
                template.storage().withCredentials(access == null ? null : access.readCredentials()),
                template.stageOr(seen.schedule().getMetadata().getNamespace()),
                template.database().name());
        return ShelfJob.of(seen, order, config);
    }
}
