package io.pgbelay.schedule;

import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupSchedule;
import io.pgbelay.api.BackupScheduleStatus;
import io.pgbelay.api.RestoreRequest;
import io.pgbelay.api.RetentionStatus;
import io.pgbelay.job.JobSeen;
import java.util.List;
import java.util.Objects;

/**
 * The facts of a pass.
 *
 * @param runs all runs that name this schedule, whoever made them
 * @param restores all restores of the namespace
 * @param job the newest Job that deletes backups
 */
record BackupScheduleSeen(BackupSchedule schedule, List<BackupRun> runs, List<RestoreRequest> restores, JobSeen job) {
    BackupScheduleSeen {
        runs = List.copyOf(runs);
        restores = List.copyOf(restores);
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
