package io.pgbelay.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was observed of a RestoreRequest. */
public record RestoreRequestStatus(
        @JsonPropertyDescription("The generation of the spec that this status speaks of.") @Nullable
        Long observedGeneration,

        @JsonPropertyDescription(
                "Finished, Succeeded, Reconciling, Stalled, and AwaitingConfirmation of a Swap or InPlace.")
        List<Condition> conditions,

        @JsonPropertyDescription(
                "Planning, AwaitingConfirmation, Quiescing, SafetyBackup, Restoring, Verifying, Swapping, Planned (a dry run's end), Succeeded or Failed.")
        @Nullable
        Phase phase,

        @JsonPropertyDescription("When the first attempt began.") @Nullable
        String startTime,

        @JsonPropertyDescription("When the request ended.") @Nullable
        String completionTime,

        @JsonPropertyDescription("From start to end, for people.") @Nullable
        String duration,

        @JsonPropertyDescription("What is done: resolved once, before anything is started.") @Nullable
        RestorePlan plan,

        @JsonPropertyDescription("Swap and InPlace: the Jobs that looked whether it could be done, oldest first.")
        List<Attempt> rehearsals,

        @JsonPropertyDescription("Swap and InPlace: the confirmation that was given; it is used once.") @Nullable
        String confirmed,

        @JsonPropertyDescription("Swap and InPlace: what was scaled to 0, and what it goes back to.")
        List<Quiesced> quiesced,

        @JsonPropertyDescription(
                "InPlace: the BackupRun that holds what was there before; absent where none was wanted.")
        @Nullable
        String safetyRun,

        @JsonPropertyDescription("How far the bytes are.") @Nullable
        Progress progress,

        @JsonPropertyDescription(
                "The Jobs of this request, oldest first. A Swap or InPlace has one attempt; those after it looked what became of it.")
        List<Attempt> attempts,

        @JsonPropertyDescription("The database that was made; only of a request that succeeded.") @Nullable
        Restored restored,

        @JsonPropertyDescription("What came of comparing it with the backup's fingerprint, before it got its name.")
        @Nullable
        Comparison comparison,

        @JsonPropertyDescription("Swap: until when undoRef brings the old database back.") @Nullable
        String undoUntil,

        @JsonPropertyDescription("The old database after a Swap; after a New with ttl, the one that was made.")
        @Nullable
        KeptDatabase kept) {
    /** Nothing observed yet. */
    public static final RestoreRequestStatus NONE = new RestoreRequestStatus(
            null, List.of(), null, null, null, null, null, List.of(), null, List.of(), null, null, List.of(), null,
            null, null, null);

    public RestoreRequestStatus {
        conditions = List.copyOf(requireNonNullElse(conditions, List.of()));
        rehearsals = List.copyOf(requireNonNullElse(rehearsals, List.of()));
        quiesced = List.copyOf(requireNonNullElse(quiesced, List.of()));
        attempts = List.copyOf(requireNonNullElse(attempts, List.of()));
    }

    /** Whether the request has ended, well or not. */
    public boolean ended() {
        return phase != null && phase.terminal();
    }

    /** Where a request is. */
    public enum Phase {
        Planning,
        AwaitingConfirmation,
        Quiescing,
        SafetyBackup,
        Restoring,
        Verifying,
        Swapping,
        Planned,
        Succeeded,
        Failed;

        /** Whether nothing follows. */
        public boolean terminal() {
            return switch (this) {
                case Planned, Succeeded, Failed -> true;
                case Planning, AwaitingConfirmation, Quiescing, SafetyBackup, Restoring, Verifying, Swapping -> false;
            };
        }
    }
}
