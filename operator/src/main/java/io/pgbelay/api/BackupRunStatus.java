package io.pgbelay.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was observed of a BackupRun. */
public record BackupRunStatus(
        @JsonPropertyDescription("The generation of the spec that this status speaks of.") @Nullable
        Long observedGeneration,

        @JsonPropertyDescription(
                "Finished, Succeeded, Reconciling and Stalled; CopiesComplete, where the template names copies.")
        List<Condition> conditions,

        @JsonPropertyDescription("Pending, Queued, Running, Planned (a dry run's end), Succeeded or Failed.") @Nullable
        Phase phase,

        @JsonPropertyDescription("Who started it: Schedule or Manual; Catalog, where it was found in the storage.")
        @Nullable
        Trigger trigger,

        @JsonPropertyDescription("When the first attempt began.") @Nullable
        String startTime,

        @JsonPropertyDescription("When the run ended.") @Nullable
        String completionTime,

        @JsonPropertyDescription("From start to end, for people.") @Nullable
        String duration,

        @JsonPropertyDescription("The template that this run follows, copied when it started.") @Nullable
        BackupTemplate template,

        @JsonPropertyDescription("How the backup is proven, copied when the run started.") @Nullable
        Verification verification,

        @JsonPropertyDescription("What a dry run would do.") @Nullable
        BackupPlan plan,

        @JsonPropertyDescription("How far the bytes are.") @Nullable
        Progress progress,

        @JsonPropertyDescription("The Jobs of this run, oldest first.")
        List<Attempt> attempts,

        @JsonPropertyDescription("What the backup left in the storage; only of a run that succeeded.") @Nullable
        Artifact artifact,

        @JsonPropertyDescription("How far the backup has been proven.") @Nullable
        Verified verified,

        @JsonPropertyDescription("The run of the same schedule that waits for this one to give way.") @Nullable
        String replacedBy,

        @JsonPropertyDescription("Why retention keeps the backup, such as daily, weekly 2026-W47.") @Nullable
        String keptAs,

        @JsonPropertyDescription("Going: retention is about to delete the backup. Gone: it has deleted it.") @Nullable
        Expiry expired,

        @JsonPropertyDescription("What became of each copy, in the order of the template.")
        List<CopyStatus> copies) {
    /** Nothing observed yet. */
    public static final BackupRunStatus NONE = new BackupRunStatus(
            null, List.of(), null, null, null, null, null, null, null, null, null, List.of(), null, null, null, null,
            null, List.of());

    public BackupRunStatus {
        conditions = List.copyOf(requireNonNullElse(conditions, List.of()));
        attempts = List.copyOf(requireNonNullElse(attempts, List.of()));
        copies = List.copyOf(requireNonNullElse(copies, List.of()));
    }

    /** Whether the run has ended, well or not. */
    public boolean ended() {
        return phase != null && phase.terminal();
    }

    /** Whether there is a backup that can be restored. */
    public boolean usable() {
        return phase == Phase.Succeeded && artifact != null && expired != Expiry.Gone;
    }

    /** Where a run is. */
    public enum Phase {
        Pending,
        Queued,
        Running,
        Planned,
        Succeeded,
        Failed;

        /** Whether nothing follows. */
        public boolean terminal() {
            return switch (this) {
                case Planned, Succeeded, Failed -> true;
                case Pending, Queued, Running -> false;
            };
        }
    }

    /** Who started a run. */
    public enum Trigger {
        Schedule,
        Manual,
        Catalog
    }

    /** What retention does to a backup that no rule keeps. */
    public enum Expiry {
        Going,
        Gone
    }
}
