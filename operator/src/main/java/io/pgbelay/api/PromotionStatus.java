package io.pgbelay.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was observed of a Promotion. */
public record PromotionStatus(
        @JsonPropertyDescription("The generation of the spec that this status speaks of.") @Nullable
        Long observedGeneration,

        @JsonPropertyDescription("Finished, Succeeded, Approved, Superseded, Reconciling and Stalled.")
        List<Condition> conditions,

        @JsonPropertyDescription(
                "Pending, Planning, AwaitingApproval, Queued, BackingUp, Migrating, Restoring, Deploying, WarmingUp, Verifying, Publishing, RollingBack, then Planned (a dry run's end), Succeeded or Failed.")
        @Nullable
        Phase phase,

        @JsonPropertyDescription("When the plan was made.") @Nullable
        String startTime,

        @JsonPropertyDescription("When the promotion ended.") @Nullable
        String completionTime,

        @JsonPropertyDescription("From plan to end, for people.") @Nullable
        String duration,

        @JsonPropertyDescription("What is done: resolved once, before anything is asked of anybody.") @Nullable
        PromotionPlan plan,

        @JsonPropertyDescription("SHA-256 of the plan in its canonical form, hex: what an approval agrees to.")
        @Nullable
        String planDigest,

        @JsonPropertyDescription("The command by which a person approves this plan.") @Nullable
        String approve,

        @JsonPropertyDescription("Who has agreed to this plan, and counts.")
        List<String> approvedBy,

        @JsonPropertyDescription("When the last approval that it takes was seen.") @Nullable
        String approvedAt,

        @JsonPropertyDescription("The steps so far.") List<PromotionStep> steps,

        @JsonPropertyDescription("BackupRun that shows the data as it was before anything changed.") @Nullable
        String restorePoint,

        @JsonPropertyDescription("Revision of the schema before, as the application told it.") @Nullable
        String schemaBefore,

        @JsonPropertyDescription("Revision of the schema after the migration.") @Nullable
        String schemaAfter,

        @JsonPropertyDescription("The Job that migrated, once it was made; no second one is ever made.") @Nullable
        String migrationJob,

        @JsonPropertyDescription("The Job that took the migration back, once it was made.") @Nullable
        String downJob,

        @JsonPropertyDescription("The RestoreRequest that brought data back, once it was confirmed.") @Nullable
        String restoreRequest,

        @JsonPropertyDescription("Workloads to which the image was applied.")
        List<String> applied,

        @JsonPropertyDescription("What this promotion brought into being; absent while nothing has changed.") @Nullable
        Release release,

        @JsonPropertyDescription("Why the promotion fails, once it does and something is taken back.") @Nullable
        PromotionFailure failure,

        @JsonPropertyDescription("Where the release notes are.") @Nullable
        ReleaseNotes releaseNotes) {
    /** Nothing observed yet. */
    public static final PromotionStatus NONE = new PromotionStatus(
            null, List.of(), null, null, null, null, null, null, null, List.of(), null, List.of(), null, null, null,
            null, null, null, List.of(), null, null, null);

    public PromotionStatus {
        conditions = List.copyOf(requireNonNullElse(conditions, List.of()));
        approvedBy = List.copyOf(requireNonNullElse(approvedBy, List.of()));
        steps = List.copyOf(requireNonNullElse(steps, List.of()));
        applied = List.copyOf(requireNonNullElse(applied, List.of()));
    }

    /** Whether the promotion has ended, well or not. */
    public boolean ended() {
        return phase != null && phase.terminal();
    }

    /** How a step stands, once it has begun. */
    public Optional<PromotionStep> step(StepName name) {
        return steps.stream().filter(one -> one.name() == name).findFirst();
    }

    /** Where a promotion is. */
    public enum Phase {
        Pending,
        Planning,
        AwaitingApproval,
        Queued,
        BackingUp,
        Migrating,
        Restoring,
        Deploying,
        WarmingUp,
        Verifying,
        Publishing,
        RollingBack,
        Planned,
        Succeeded,
        Failed;

        /** Whether nothing follows. */
        public boolean terminal() {
            return switch (this) {
                case Planned, Succeeded, Failed -> true;
                case Pending,
                        Planning,
                        AwaitingApproval,
                        Queued,
                        BackingUp,
                        Migrating,
                        Restoring,
                        Deploying,
                        WarmingUp,
                        Verifying,
                        Publishing,
                        RollingBack -> false;
            };
        }
    }
}
