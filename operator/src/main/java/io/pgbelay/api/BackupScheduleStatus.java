package io.pgbelay.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was observed of a BackupSchedule. */
public record BackupScheduleStatus(
        @JsonPropertyDescription("The generation of the spec that this status speaks of.") @Nullable
        Long observedGeneration,

        @JsonPropertyDescription(
                "Ready, LastRunSucceeded, RPOMet, Verified, HistoryNormal, RetentionHealthy and CatalogInSync.")
        List<Condition> conditions,

        @JsonPropertyDescription(
                "The newest time that was dealt with: by a run, by a count of what was missed, or by being suspended.")
        @Nullable
        String lastScheduleTime,

        @JsonPropertyDescription("The next time for which a run will be started.") @Nullable
        String nextScheduleTime,

        @JsonPropertyDescription("When the newest good backup ended.") @Nullable
        String lastSuccessTime,

        @JsonPropertyDescription("The newest BackupRun that succeeded.") @Nullable
        String lastSuccessfulRun,

        @JsonPropertyDescription("The newest value of spec.trigger for which a run was started.") @Nullable
        String lastTrigger,

        @JsonPropertyDescription("Runs that have not ended.")
        List<String> active,

        @JsonPropertyDescription(
                "How many times passed without a run, because the operator was down or another run was active.")
        @Nullable
        Long missedRuns,

        @JsonPropertyDescription("What retention is about to delete, and has deleted.") @Nullable
        RetentionStatus retention,

        @JsonPropertyDescription("The good backups, together.") @Nullable
        Stored stored,

        @JsonPropertyDescription("The newest BackupRun whose backup has been verified.") @Nullable
        String lastVerifiedRun,

        @JsonPropertyDescription("What lies in the storage, when somebody looked last; only with spec.catalog.")
        @Nullable
        CatalogStatus catalog) {
    /** Nothing observed yet. */
    public static final BackupScheduleStatus NONE = new BackupScheduleStatus(
            null, List.of(), null, null, null, null, null, List.of(), null, null, null, null, null);

    public BackupScheduleStatus {
        conditions = List.copyOf(requireNonNullElse(conditions, List.of()));
        active = List.copyOf(requireNonNullElse(active, List.of()));
    }
}
