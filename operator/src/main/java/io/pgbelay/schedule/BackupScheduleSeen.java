package io.pgbelay.schedule;

import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupSchedule;
import io.pgbelay.api.BackupScheduleStatus;
import java.util.List;
import java.util.Objects;

/**
 * The facts of a pass.
 *
 * @param runs all runs that name this schedule, whoever made them
 */
record BackupScheduleSeen(BackupSchedule schedule, List<BackupRun> runs) {
    BackupScheduleSeen {
        runs = List.copyOf(runs);
    }

    BackupScheduleStatus status() {
        return Objects.requireNonNullElse(schedule.getStatus(), BackupScheduleStatus.NONE);
    }

    String name() {
        return schedule.getMetadata().getName();
    }
}
