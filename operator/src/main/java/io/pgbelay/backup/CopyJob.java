package io.pgbelay.backup;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.pgbelay.api.BackupTemplate;
import io.pgbelay.api.Copy;
import io.pgbelay.api.Durations;
import io.pgbelay.config.OperatorConfig;
import io.pgbelay.contract.Limits;
import io.pgbelay.contract.Order;
import io.pgbelay.contract.RequestId;
import io.pgbelay.contract.StoredBackup;
import io.pgbelay.job.WorkerJob;
import io.pgbelay.kube.Labels;
import io.pgbelay.kube.Names;
import java.util.Objects;

/** The Job of one attempt to copy a good backup: it has the keys of two storages, and knows no database. */
final class CopyJob {
    private CopyJob() {}

    static Job of(BackupRunSeen seen, BackupTemplate template, Copy copy, int attempt, OperatorConfig config) {
        return new WorkerJob(
                        Names.copyJob(seen.name(), copy.name(), attempt),
                        seen.run(),
                        Labels.of(Labels.RUN, seen.name()),
                        order(seen, template, copy, attempt),
                        config.workerImage(),
                        null,
                        null,
                        null,
                        copy.storage(),
                        null,
                        template.pod())
                .build();
    }

    private static Order order(BackupRunSeen seen, BackupTemplate template, Copy copy, int attempt) {
        var metadata = seen.run().getMetadata();
        var schedule = seen.spec().scheduleRef();
        var artifact = Objects.requireNonNull(seen.status().artifact());
        return new Order.Copy(
                new RequestId(
                        metadata.getNamespace(),
                        metadata.getName(),
                        metadata.getUid(),
                        metadata.getCreationTimestamp(),
                        schedule == null ? null : schedule.name()),
                attempt,
                new Limits(
                        Durations.parse(template.deadline()).toSeconds(),
                        Durations.parse(template.noProgressTimeout()).toSeconds()),
                template.storage(),
                copy.storage(),
                new StoredBackup(metadata.getUid(), artifact.manifest(), artifact.manifestSha256()));
    }
}
