package io.pgbelay.schedule;

import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupSchedule;
import io.pgbelay.api.BackupScheduleStatus;
import io.pgbelay.api.CatalogStatus;
import io.pgbelay.api.RestoreRequest;
import io.pgbelay.api.RetentionStatus;
import io.pgbelay.contract.CatalogEntry;
import io.pgbelay.job.JobSeen;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a pass.
 *
 * @param runs all runs that name this schedule, whoever made them
 * @param restores all restores of the namespace
 * @param job the newest Job that deletes backups
 * @param look the newest Job that looks through the storage
 * @param found what it told; absent where it has told nothing, or not all of it arrived
 */
record BackupScheduleSeen(
        BackupSchedule schedule,
        List<BackupRun> runs,
        List<RestoreRequest> restores,
        JobSeen job,
        JobSeen look,
        @Nullable List<CatalogEntry> found) {
    BackupScheduleSeen {
        runs = List.copyOf(runs);
        restores = List.copyOf(restores);
        found = found == null ? null : List.copyOf(found);
    }

    /** Of a schedule whose storage nobody looks through. */
    BackupScheduleSeen(BackupSchedule schedule, List<BackupRun> runs, List<RestoreRequest> restores, JobSeen job) {
        this(schedule, runs, restores, job, JobSeen.NOTHING, null);
    }

    CatalogStatus catalog() {
        return Objects.requireNonNullElse(status().catalog(), CatalogStatus.NONE);
    }

    RetentionStatus retention() {
        return Objects.requireNonNullElse(status().retention(), RetentionStatus.NONE);
    }

    BackupScheduleStatus status() {
        return Objects.requireNonNullElse(schedule.getStatus(), BackupScheduleStatus.NONE);
    }

    String name() {
        return schedule.getMetadata().getName();
    }
}
