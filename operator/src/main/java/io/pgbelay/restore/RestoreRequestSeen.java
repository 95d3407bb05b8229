package io.pgbelay.restore;

import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupSchedule;
import io.pgbelay.api.RestoreRequest;
import io.pgbelay.api.RestoreRequestSpec;
import io.pgbelay.api.RestoreRequestStatus;
import io.pgbelay.job.JobSeen;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a pass.
 *
 * @param candidates the run that is named, or all runs of the schedule that is named; read only while there is no plan
 * @param schedule that of the candidates; absent where it is gone or none is named
 * @param job the Job of the last attempt
 */
record RestoreRequestSeen(
        RestoreRequest request,
        List<BackupRun> candidates,
        @Nullable BackupSchedule schedule,
        JobSeen job) {
    RestoreRequestSeen {
        candidates = List.copyOf(candidates);
    }

    RestoreRequestStatus status() {
        return Objects.requireNonNullElse(request.getStatus(), RestoreRequestStatus.NONE);
    }

    RestoreRequestSpec spec() {
        return request.getSpec();
    }

    String name() {
        return request.getMetadata().getName();
    }
}
