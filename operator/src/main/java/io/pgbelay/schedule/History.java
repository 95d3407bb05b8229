package io.pgbelay.schedule;

import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupRunStatus;
import io.pgbelay.api.Stored;
import io.pgbelay.api.Verified;
import io.pgbelay.kube.Conditions;
import io.pgbelay.kube.Times;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the runs of a schedule say. */
final class History {
    private final List<BackupRun> runs;
    // Asked for again and again in a pass, and long.
    private @Nullable List<BackupRun> good;

    History(List<BackupRun> runs) {
        this.runs = runs;
    }

    /** Runs that have not ended, by name. */
    List<String> active() {
        return runs.stream()
                .filter(run -> !status(run).ended())
                .map(run -> run.getMetadata().getName())
                .sorted()
                .toList();
    }

    /** Runs that started for a time, have begun and not ended, and have not been asked yet to give way. */
    List<BackupRun> replaceable() {
        return runs.stream()
                .filter(run -> run.getStatus() != null && !run.getStatus().ended())
                .filter(run -> run.getStatus().replacedBy() == null
                        && ScheduledRun.slot(run).isPresent())
                .toList();
    }

    /** How many runs there are for times between these two: started by a pass that died before it wrote that down. */
    long slotsBetween(Instant after, Instant before) {
        return runs.stream()
                .flatMap(run -> ScheduledRun.slot(run).stream())
                .filter(slot -> slot.isAfter(after) && slot.isBefore(before))
                .count();
    }

    boolean has(String name) {
        return runs.stream().anyMatch(run -> run.getMetadata().getName().equals(name));
    }

    /** All good backups, by what they show. */
    List<BackupRun> goodNewestFirst() {
        var known = good;
        if (known == null) {
            known = sortedGood();
            good = known;
        }
        return known;
    }

    private List<BackupRun> sortedGood() {
        return runs.stream()
                .filter(run -> status(run).usable())
                .sorted(Comparator.<BackupRun, Instant>comparing(
                                run -> Times.parse(Shelf.artifact(run).snapshotTime()))
                        .thenComparing(History::end)
                        .thenComparing(run -> run.getMetadata().getName())
                        .reversed())
                .toList();
    }

    /** All good backups, together; absent where there are none. */
    @Nullable
    Stored stored() {
        var good = goodNewestFirst();
        if (good.isEmpty()) {
            return null;
        }
        var bytes =
                good.stream().mapToLong(run -> Shelf.artifact(run).sizeBytes()).sum();
        return new Stored(
                good.size(),
                bytes,
                good.size() + " (" + Times.size(bytes) + ")",
                Shelf.artifact(good.getLast()).snapshotTime(),
                Shelf.artifact(good.getFirst()).snapshotTime());
    }

    /** The newest backup that was verified, at whatever level. */
    Optional<String> lastVerified() {
        return goodNewestFirst().stream()
                .filter(run -> level(run) != null)
                .map(run -> run.getMetadata().getName())
                .findFirst();
    }

    /** The condition Verified: how far the newest good backup has been proven. */
    Conditions verified(Conditions conditions) {
        var good = goodNewestFirst();
        if (good.isEmpty()) {
            return conditions.without("Verified");
        }
        var newest = good.getFirst();
        var name = newest.getMetadata().getName();
        var level = level(newest);
        return level == null
                ? conditions.no("Verified", "NotVerified", name + " has not been read back: see verification.afterEach")
                : conditions.yes("Verified", level.name(), name + " has been verified: " + level);
    }

    private static Verified.@Nullable Level level(BackupRun run) {
        var verified = run.getStatus().verified();
        return verified == null ? null : verified.level();
    }

    /** The good backup that ended last. */
    Optional<BackupRun> newestGood() {
        return newest(run -> status(run).usable());
    }

    /** The run that ended last, dry runs aside. */
    Optional<BackupRun> newestEnded() {
        return newest(run -> status(run).ended() && status(run).phase() != BackupRunStatus.Phase.Planned);
    }

    private Optional<BackupRun> newest(java.util.function.Predicate<BackupRun> which) {
        return runs.stream().filter(which).max(Comparator.comparing(History::end));
    }

    /** The UID under which a backup lies in the storage: that of the run that made it, in whichever cluster. */
    static String backupUid(BackupRun run) {
        var imported = run.getSpec().imported();
        return imported == null ? run.getMetadata().getUid() : imported.uid();
    }

    static String end(BackupRun run) {
        return Objects.requireNonNullElse(status(run).completionTime(), "");
    }

    static BackupRunStatus status(BackupRun run) {
        return Objects.requireNonNullElse(run.getStatus(), BackupRunStatus.NONE);
    }
}
