package io.pgbelay.schedule;

import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupSchedule;
import java.util.List;

/** All reads of a pass: from the cache alone. */
final class BackupScheduleObserver {
    private BackupScheduleObserver() {}

    static BackupScheduleSeen observe(BackupSchedule schedule, Context<BackupSchedule> context) {
        return new BackupScheduleSeen(schedule, List.copyOf(context.getSecondaryResources(BackupRun.class)));
    }
}
