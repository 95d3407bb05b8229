package io.pgbelay.schedule;

import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupRunStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What the runs of a schedule say. */
record History(List<BackupRun> runs) {
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

    static String end(BackupRun run) {
        return Objects.requireNonNullElse(status(run).completionTime(), "");
    }

    static BackupRunStatus status(BackupRun run) {
        return Objects.requireNonNullElse(run.getStatus(), BackupRunStatus.NONE);
    }
}
