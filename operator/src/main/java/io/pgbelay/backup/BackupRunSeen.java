package io.pgbelay.backup;

import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupRunSpec;
import io.pgbelay.api.BackupRunStatus;
import io.pgbelay.api.BackupTemplate;
import io.pgbelay.api.Verification;
import io.pgbelay.job.JobSeen;
import io.pgbelay.queue.Turn;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a pass.
 *
 * @param template what this run follows; absent where its schedule is not there
 * @param verification how this run is proven
 * @param job the Job of the last attempt
 * @param turn what the queue says to a run that has not started yet; absent for all others
 * @param copies the newest Job of each copy, by the copy's name
 * @param endedRuns UIDs of failed runs of the same schedule, whose uploads may be swept
 */
record BackupRunSeen(
        BackupRun run,
        @Nullable BackupTemplate template,
        Verification verification,
        JobSeen job,
        Map<String, JobSeen> copies,
        @Nullable Turn turn,
        List<String> endedRuns) {
    BackupRunSeen {
        endedRuns = List.copyOf(endedRuns);
        copies = Map.copyOf(copies);
    }

    /** Of a run that has no copies, or none yet. */
    BackupRunSeen(
            BackupRun run,
            @Nullable BackupTemplate template,
            Verification verification,
            JobSeen job,
            @Nullable Turn turn,
            List<String> endedRuns) {
        this(run, template, verification, job, Map.of(), turn, endedRuns);
    }

    BackupRunStatus status() {
        return Objects.requireNonNullElse(run.getStatus(), BackupRunStatus.NONE);
    }

    BackupRunSpec spec() {
        return run.getSpec();
    }

    String name() {
        return run.getMetadata().getName();
    }
}
