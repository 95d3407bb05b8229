package io.pgbelay.schedule;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.pgbelay.api.BackupRun;
import io.pgbelay.api.Retention;
import io.pgbelay.api.Storage;
import io.pgbelay.config.OperatorConfig;
import io.pgbelay.contract.Limits;
import io.pgbelay.contract.Order;
import io.pgbelay.contract.RequestId;
import io.pgbelay.job.WorkerJob;
import io.pgbelay.kube.Labels;
import io.pgbelay.kube.Names;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** The Job that deletes backups: with keys of its own, and nothing of Postgres. */
final class PruneJob {
    /** How long it may take. */
    static final Duration DEADLINE = Duration.ofHours(1);

    private static final Duration NO_PROGRESS = Duration.ofMinutes(10);

    private PruneJob() {}

    /** Its name is a function of what it deletes: made twice, it is one. */
    static String name(BackupScheduleSeen seen, BackupRun after, List<BackupRun> doomed) {
        var key = new StringBuilder(after.getMetadata().getUid());
        doomed.forEach(run -> key.append('/').append(run.getMetadata().getUid()));
        return Names.pruneJob(seen.name(), key.toString());
    }

    static Job of(
            BackupScheduleSeen seen,
            Retention policy,
            String name,
            List<BackupRun> doomed,
            List<BackupRun> floor,
            OperatorConfig config) {
        var metadata = seen.schedule().getMetadata();
        var storage = storage(doomed.getFirst()).withCredentials(policy.credentials());
        var request = new RequestId(
                metadata.getNamespace(), name, metadata.getUid(), metadata.getCreationTimestamp(), seen.name());
        var order = new Order.Prune(
                request,
                1,
                new Limits(DEADLINE.toSeconds(), NO_PROGRESS.toSeconds()),
                storage,
                doomed.stream().map(PruneJob::backup).toList(),
                floor.stream().map(PruneJob::backup).toList());
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
                        seen.schedule().getSpec().template().pod())
                .build();
    }

    /** Whether two backups lie in the same place, whoever wrote them with which keys. */
    static boolean together(BackupRun one, BackupRun other) {
        return storage(one).place().sameAs(storage(other).place());
    }

    private static Storage storage(BackupRun run) {
        return Objects.requireNonNull(run.getStatus().template()).storage();
    }

    private static Order.Backup backup(BackupRun run) {
        var artifact = Shelf.artifact(run);
        return new Order.Backup(History.backupUid(run), artifact.manifest(), artifact.manifestSha256());
    }
}
