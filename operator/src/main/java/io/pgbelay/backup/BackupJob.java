package io.pgbelay.backup;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.pgbelay.api.BackupTemplate;
import io.pgbelay.api.Durations;
import io.pgbelay.config.OperatorConfig;
import io.pgbelay.contract.Limits;
import io.pgbelay.contract.Order;
import io.pgbelay.contract.RequestId;
import io.pgbelay.contract.ServerAddress;
import io.pgbelay.job.WorkerJob;
import io.pgbelay.kube.Labels;
import io.pgbelay.kube.Names;

/** The Job of one attempt to back up. */
final class BackupJob {
    private BackupJob() {}

    static Job of(BackupRunSeen seen, BackupTemplate template, int attempt, OperatorConfig config) {
        var database = template.database();
        return new WorkerJob(
                        Names.backupJob(seen.name(), attempt),
                        seen.run(),
                        Labels.of(Labels.RUN, seen.name()),
                        order(seen, template, attempt, config),
                        config.workerImage(),
                        image(template, config),
                        database.credentials(),
                        database.sslRootCert(),
                        template.storage(),
                        null,
                        template.pod())
                .build();
    }

    static String image(BackupTemplate template, OperatorConfig config) {
        return config.toolsImage(
                template.database().image(), template.database().version());
    }

    private static Order order(BackupRunSeen seen, BackupTemplate template, int attempt, OperatorConfig config) {
        var metadata = seen.run().getMetadata();
        var schedule = seen.spec().scheduleRef();
        var database = template.database();
        return new Order.Dump(
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
                new ServerAddress(database.host(), database.port(), database.sslMode(), database.version(), "postgres"),
                database.name(),
                template.stageOr(metadata.getNamespace()),
                template.dump(),
                template.compression(),
                template.encryption(),
                seen.verification().afterEach(),
                template.storage(),
                image(template, config),
                seen.endedRuns());
    }
}
