package io.pgbelay.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What retention is about to do, and has done. */
public record RetentionStatus(
        @JsonPropertyDescription("The BackupRuns whose backups go next, oldest first; at most 50 of them.")
        List<String> plan,

        @JsonPropertyDescription("How many go next.") @Nullable
        Integer planned,

        @JsonPropertyDescription("Fingerprint of the policy that the plan follows.") @Nullable
        String policy,

        @JsonPropertyDescription(
                "Since when this policy stands; nothing is deleted by it before a later backup has succeeded.")
        @Nullable
        String policySince,

        @JsonPropertyDescription("The newest Job that deleted, and what is left of it.") @Nullable
        Attempt prune,

        @JsonPropertyDescription("The good BackupRun after which that Job was made.") @Nullable
        String prunedAfter,

        @JsonPropertyDescription("When backups were deleted last.") @Nullable
        String lastPruneTime,

        @JsonPropertyDescription("How many backups have been deleted since the schedule was made.") @Nullable
        Long deleted,

        @JsonPropertyDescription("How many the newest Job could not delete.") @Nullable
        Integer failed,

        @JsonPropertyDescription("Until when the store's own lock keeps some of them; tried again after that.")
        @Nullable
        String lockedUntil,

        @JsonPropertyDescription(
                "Stands while nothing is deleted because a backup was far off those before it (condition HistoryNormal): the word"
                        + " for spec.retention.acknowledge.")
        @Nullable
        String suspicious) {
    /** Nothing yet. */
    public static final RetentionStatus NONE =
            new RetentionStatus(List.of(), null, null, null, null, null, null, null, null, null, null);

    public RetentionStatus {
        plan = List.copyOf(requireNonNullElse(plan, List.of()));
    }

    /** The same with this word to acknowledge. */
    public RetentionStatus suspecting(@Nullable String word) {
        return new RetentionStatus(
                plan,
                planned,
                policy,
                policySince,
                prune,
                prunedAfter,
                lastPruneTime,
                deleted,
                failed,
                lockedUntil,
                word);
    }

    /** Whether a Job is deleting. */
    public boolean pruning() {
        return prune != null && !prune.ended();
    }
}
