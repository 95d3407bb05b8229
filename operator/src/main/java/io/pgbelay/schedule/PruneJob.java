package io.pgbelay.schedule;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupTemplate;
import io.pgbelay.api.Retention;
import io.pgbelay.config.OperatorConfig;
import io.pgbelay.contract.Leftovers;
import io.pgbelay.contract.Order;
import io.pgbelay.kube.Names;
import io.pgbelay.kube.Times;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The Job that deletes, with keys of its own.
 *
 * @param doomed whose backups go
 * @param dead whose leftovers are swept
 */
record PruneJob(List<BackupRun> doomed, List<BackupRun> dead) {
    private static final int MOST_AT_ONCE = 100;

    /** Of these only what lies in one place: that of the first. */
    static PruneJob of(List<BackupRun> doomed, List<BackupRun> dead) {
        return Stream.concat(doomed.stream(), dead.stream())
                .findFirst()
                .map(first -> new PruneJob(
                        doomed.stream()
                                .filter(run -> together(first, run))
                                .limit(MOST_AT_ONCE)
                                .toList(),
                        dead.stream()
                                .takeWhile(run -> together(first, run))
                                .limit(MOST_AT_ONCE)
                                .toList()))
                .orElseGet(() -> new PruneJob(List.of(), List.of()));
    }

    boolean idle() {
        return doomed.isEmpty() && dead.isEmpty();
    }

    /** What it is about to do, for people. */
    String words() {
        var deleting = "Deleting " + doomed.size() + " backups that no rule keeps";
        var sweeping = "sweeping up after " + dead.size() + " runs with attempts that came to no backup";
        return dead.isEmpty() ? deleting : deleting + ", " + sweeping;
    }

    /** Its name is a function of what it deletes: made twice, it is one. */
    String name(BackupScheduleSeen seen, BackupRun after) {
        var key = new StringBuilder(after.getMetadata().getUid());
        doomed.forEach(run -> key.append('/').append(run.getMetadata().getUid()));
        dead.forEach(run -> key.append('+').append(run.getMetadata().getUid()));
        return Names.pruneJob(seen.name(), key.toString());
    }

    /** As it is created; what of the floor lies in the same place is looked at first. */
    Job job(BackupScheduleSeen seen, Retention policy, String name, Stream<BackupRun> floor, OperatorConfig config) {
        var first = doomed.isEmpty() ? dead.getFirst() : doomed.getFirst();
        var order = new Order.Prune(
                ShelfJob.request(seen, name),
                1,
                ShelfJob.LIMITS,
                template(first).storage().withCredentials(policy.credentials()),
                doomed.stream().map(PruneJob::backup).toList(),
                floor.filter(run -> together(first, run))
                        .limit(MOST_AT_ONCE)
                        .map(PruneJob::backup)
                        .toList(),
                leftovers(seen));
        return ShelfJob.of(seen, order, config);
    }

    private Leftovers leftovers(BackupScheduleSeen seen) {
        var namespace = seen.schedule().getMetadata().getNamespace();
        return dead.isEmpty()
                ? Leftovers.NONE
                : new Leftovers(
                        dead.stream()
                                .map(run -> new Leftovers.Run(
                                        run.getMetadata().getUid(),
                                        template(run).stageOr(namespace),
                                        template(run).database().name()))
                                .toList(),
                        Times.format(Remains.cold(dead.getLast())));
    }

    /** Whether two backups lie in the same place, whoever wrote them with which keys. */
    private static boolean together(BackupRun one, BackupRun other) {
        return template(one).storage().place().sameAs(template(other).storage().place());
    }

    private static BackupTemplate template(BackupRun run) {
        return Objects.requireNonNull(run.getStatus().template());
    }

    private static Order.Backup backup(BackupRun run) {
        var artifact = Shelf.artifact(run);
        return new Order.Backup(History.backupUid(run), artifact.manifest(), artifact.manifestSha256());
    }
}
