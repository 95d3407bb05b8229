package io.pgbelay.restore;

import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupSchedule;
import io.pgbelay.api.BackupTemplate;
import io.pgbelay.api.Quiesced;
import io.pgbelay.api.RestoreRequest;
import io.pgbelay.api.RestoreRequestSpec;
import io.pgbelay.api.RestoreRequestStatus;
import io.pgbelay.api.RestoreRequestStatus.Phase;
import io.pgbelay.control.Workloads;
import io.pgbelay.job.JobSeen;
import io.pgbelay.kube.Labels;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a pass.
 *
 * @param candidates the run that is named, or all runs of the schedule that is named; read only while there is no plan
 * @param schedule that of the candidates; absent where it is gone or none is named
 * @param job the Job of the last attempt
 * @param workloads those that are to be quiesced, as far as they are there
 * @param named the request whose database is brought back; absent where it is a backup, or gone
 * @param undos requests that take back what this one replaced
 * @param safetyTemplate how the old database would be backed up; absent where nobody says
 * @param safetyRun the run that does it, once it is there
 */
record RestoreRequestSeen(
        RestoreRequest request,
        List<BackupRun> candidates,
        @Nullable BackupSchedule schedule,
        JobSeen job,
        List<Workloads.Seen> workloads,
        @Nullable RestoreRequest named,
        List<RestoreRequest> undos,
        @Nullable BackupTemplate safetyTemplate,
        @Nullable BackupRun safetyRun) {
    RestoreRequestSeen {
        candidates = List.copyOf(candidates);
        workloads = List.copyOf(workloads);
        undos = List.copyOf(undos);
    }

    /** Of a request that has to do with nothing but a backup. */
    RestoreRequestSeen(
            RestoreRequest request, List<BackupRun> candidates, @Nullable BackupSchedule schedule, JobSeen job) {
        this(request, candidates, schedule, job, List.of(), null, List.of(), null, null);
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

    /** Whether somebody deletes it. */
    boolean deleting() {
        return request.getMetadata().getDeletionTimestamp() != null;
    }

    /** Whether our finalizer stands on it. */
    boolean held() {
        return request.getMetadata().getFinalizers().contains(Labels.HELD);
    }

    /** A workload as it stands now; empty where it is gone. */
    Optional<Workloads.Seen> stands(Quiesced one) {
        return workloads.stream()
                .filter(there -> there.workload().kind() == one.kind()
                        && there.workload().name().equals(one.name()))
                .findFirst();
    }

    /** Whether the old database was taken back. */
    boolean undone() {
        return undos.stream()
                .anyMatch(one -> one.getStatus() != null && one.getStatus().phase() == Phase.Succeeded);
    }

    /** Whether somebody has confirmed that it is taken back, and it is being done. */
    boolean beingUndone() {
        return undos.stream()
                .map(RestoreRequest::getStatus)
                .filter(Objects::nonNull)
                .anyMatch(status -> status.confirmed() != null && !status.ended());
    }
}
