package io.pgbelay.schedule;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupTemplate;
import io.pgbelay.api.Retention;
import io.pgbelay.api.Storage;
import io.pgbelay.config.OperatorConfig;
import io.pgbelay.contract.Leftovers;
import io.pgbelay.contract.Order;
import io.pgbelay.kube.Names;
import io.pgbelay.kube.Times;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The Job that deletes, with keys of its own.
 *
 * @param doomed what goes: backups, or copies of one name
 * @param dead whose leftovers are swept
 */
record PruneJob(List<Lying> doomed, List<BackupRun> dead) {
    private static final int MOST_AT_ONCE = 100;

    /**
     * Of these only what lies in one place: that of the first.
     *
     * @param current the template of the schedule as it is now
     */
    static PruneJob of(List<BackupRun> doomed, List<BackupRun> dead, BackupTemplate current) {
        if (doomed.isEmpty()) {
            return of(List.of(), dead, dead.stream().findFirst().map(PruneJob::storage));
        }
        var first = Lying.doomed(doomed.getFirst(), current);
        var alike = doomed.stream()
                .map(run -> Lying.doomed(run, current))
                .filter(one -> one.together(first) && Objects.equals(one.copy(), first.copy()))
                .toList();
        return of(alike, first.copy() == null ? dead : List.of(), Optional.of(first.storage()));
    }

    private static PruneJob of(List<Lying> doomed, List<BackupRun> dead, Optional<Storage> place) {
        return new PruneJob(
                doomed.stream().limit(MOST_AT_ONCE).toList(),
                dead.stream()
                        .takeWhile(run ->
                                place.orElseThrow().place().sameAs(storage(run).place()))
                        .limit(MOST_AT_ONCE)
                        .toList());
    }

    boolean idle() {
        return doomed.isEmpty() && dead.isEmpty();
    }

    /** The runs whose backups go, or copies of them. */
    List<BackupRun> runs() {
        return doomed.stream().map(Lying::run).toList();
    }

    /** What it is about to do, for people. */
    String words() {
        var copy = copy();
        var what =
                copy == null ? " backups that no rule keeps" : " copies \"" + copy + "\" of backups that no rule keeps";
        var deleting = "Deleting " + doomed.size() + what;
        var sweeping = "sweeping up after " + dead.size() + " runs with attempts that came to no backup";
        return dead.isEmpty() ? deleting : deleting + ", " + sweeping;
    }

    /** Its name is a function of what it deletes: made twice, it is one. */
    String name(BackupScheduleSeen seen, BackupRun after) {
        var key = new StringBuilder(after.getMetadata().getUid());
        runs().forEach(run -> key.append('/').append(run.getMetadata().getUid()));
        dead.forEach(run -> key.append('+').append(run.getMetadata().getUid()));
        return Names.pruneJob(seen.name(), copy() == null ? key.toString() : key + "@" + copy());
    }

    /** As it is created; what of the floor lies in the same place is looked at first. */
    Job job(BackupScheduleSeen seen, Retention policy, String name, Stream<BackupRun> floor, OperatorConfig config) {
        var first = doomed.isEmpty() ? null : doomed.getFirst();
        var order = new Order.Prune(
                ShelfJob.request(seen, name),
                1,
                ShelfJob.LIMITS,
                first == null
                        ? storage(dead.getFirst()).withCredentials(policy.credentials())
                        : first.storage(policy.credentials()),
                doomed.stream().map(Lying::backup).toList(),
                floor.flatMap(run -> there(first, run).stream())
                        .limit(MOST_AT_ONCE)
                        .map(Lying::backup)
                        .toList(),
                leftovers(seen),
                copy());
        return ShelfJob.of(seen, order, config);
    }

    private Optional<Lying> there(@Nullable Lying first, BackupRun kept) {
        return first == null
                ? Optional.of(Lying.itself(kept)).filter(one -> one.together(storage(dead.getFirst())))
                : first.like(kept);
    }

    private @Nullable String copy() {
        return doomed.isEmpty() ? null : doomed.getFirst().copy();
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

    private static Storage storage(BackupRun run) {
        return template(run).storage();
    }

    private static BackupTemplate template(BackupRun run) {
        return Objects.requireNonNull(run.getStatus().template());
    }
}
