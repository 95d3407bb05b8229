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

        @JsonPropertyDescription("How many backups and leftovers the newest Job could not delete.") @Nullable
        Integer failed,

        @JsonPropertyDescription("Until when the store's own lock keeps some of them; tried again after that.")
        @Nullable
        String lockedUntil,

        @JsonPropertyDescription(
                "How many objects and uploads of attempts that came to no backup have been deleted since the schedule was made.")
        @Nullable
        Long swept,

        @JsonPropertyDescription("Nothing is left of attempts that were dead for a day at this time.") @Nullable
        String sweptUntil,

        @JsonPropertyDescription(
                "Stands while nothing is deleted because a backup was far off those before it (condition HistoryNormal): the word"
                        + " for spec.retention.acknowledge.")
        @Nullable
        String suspicious) {
    /** Nothing yet. */
    public static final RetentionStatus NONE =
            new RetentionStatus(List.of(), null, null, null, null, null, null, null, null, null, null, null, null);

    public RetentionStatus {
        plan = List.copyOf(requireNonNullElse(plan, List.of()));
    }

    /** The same with this to go next. */
    public RetentionStatus planning(List<String> plan, int planned, String policy, @Nullable String policySince) {
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
                swept,
                sweptUntil,
                suspicious);
    }

    /** The same with a Job that deletes, after this run. */
    public RetentionStatus deleting(Attempt prune, @Nullable String prunedAfter) {
        return new RetentionStatus(
                plan,
                planned,
                policy,
                policySince,
                prune,
                prunedAfter,
                lastPruneTime,
                deleted,
                null,
                null,
                swept,
                sweptUntil,
                suspicious);
    }

    /**
     * The same when the Job that deletes has ended.
     *
     * @param gone how many backups went
     * @param left how many could not
     * @param away how many leftovers went
     */
    public RetentionStatus deleted(
            Attempt end,
            int gone,
            @Nullable Integer left,
            @Nullable String lockedUntil,
            int away,
            @Nullable String sweptUntil) {
        return new RetentionStatus(
                plan,
                planned,
                policy,
                policySince,
                end,
                prunedAfter,
                gone == 0 ? lastPruneTime : end.end(),
                requireNonNullElse(deleted, 0L) + gone,
                left,
                lockedUntil,
                away == 0 ? swept : Long.valueOf(requireNonNullElse(swept, 0L) + away),
                sweptUntil == null ? this.sweptUntil : sweptUntil,
                suspicious);
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
                swept,
                sweptUntil,
                word);
    }

    /** Whether a Job is deleting. */
    public boolean pruning() {
        return prune != null && !prune.ended();
    }
}
