package io.pgbelay.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a person asks of a RestoreRequest. It never changes, save for {@code confirm}. */
@ValidationRule(
        value = "self.target.mode == 'New' || (has(self.requestedBy) && self.requestedBy != '')",
        message = "say in requestedBy who you are: kubectl auth whoami")
@ValidationRule(
        value = "self.target.mode == 'Swap' || !(has(self.source.undoRef) || has(self.source.restoredRef))",
        message = "undoRef and restoredRef belong to target.mode: Swap")
@ValidationRule(
        value = "!has(self.target.server) || !(has(self.source.undoRef) || has(self.source.restoredRef))",
        message = "the server is that of the request that undoRef or restoredRef names: leave target.server out")
@ValidationRule(
        value =
                "self.target.mode != 'New' || !((has(self.quiesce) && self.quiesce.size() > 0) || has(self.safetyBackup))",
        message = "quiesce and safetyBackup belong to target.mode: Swap or InPlace")
@ValidationRule(
        value = "self.target.mode == 'Swap' || !has(self.undoWindow)",
        message = "undoWindow belongs to target.mode: Swap; what was there before InPlace is in its safety backup")
@ValidationRule(
        value =
                "self.target.mode != 'InPlace' || !((has(self.checks) && self.checks.size() > 0) || has(self.sanitize))",
        message = "checks and sanitize take a database of their own: target.mode New or Swap")
@ValidationRule(
        value = "!has(self.checks) || self.checks.size() == 0 || !has(self.source.undoRef)",
        message = "an undo brings back what was live: checks belong to a restore")
@ValidationRule(
        value = "!has(self.sanitize) || !(has(self.source.undoRef) || has(self.source.restoredRef))",
        message = "sanitize belongs to a backup that is restored")
@ValidationRule(
        value = "!has(self.source.storage) || (self.target.mode == 'New' && has(self.target.server))",
        message = "what source.storage names becomes a new database: it takes target.mode: New and a target.server")
@ValidationRule(value = "self.source == oldSelf.source", message = "source cannot change: create a new RestoreRequest")
@ValidationRule(value = "self.target == oldSelf.target", message = "target cannot change: create a new RestoreRequest")
@ValidationRule(
        value = "has(self.reason) == has(oldSelf.reason) && (!has(self.reason) || self.reason == oldSelf.reason)",
        message = "reason cannot change: create a new RestoreRequest")
@ValidationRule(
        value = "has(self.dryRun) == has(oldSelf.dryRun) && (!has(self.dryRun) || self.dryRun == oldSelf.dryRun)",
        message = "dryRun cannot change: create a new RestoreRequest")
@ValidationRule(
        value =
                "has(self.expiresAt) == has(oldSelf.expiresAt) && (!has(self.expiresAt) || self.expiresAt == oldSelf.expiresAt)",
        message = "expiresAt cannot change: create a new RestoreRequest")
@ValidationRule(
        value =
                "has(self.deadline) == has(oldSelf.deadline) && (!has(self.deadline) || self.deadline == oldSelf.deadline)",
        message = "deadline cannot change: create a new RestoreRequest")
@ValidationRule(
        value =
                "has(self.noProgressTimeout) == has(oldSelf.noProgressTimeout) && (!has(self.noProgressTimeout) || self.noProgressTimeout == oldSelf.noProgressTimeout)",
        message = "noProgressTimeout cannot change: create a new RestoreRequest")
@ValidationRule(
        value = "has(self.retries) == has(oldSelf.retries) && (!has(self.retries) || self.retries == oldSelf.retries)",
        message = "retries cannot change: create a new RestoreRequest")
@ValidationRule(
        value =
                "has(self.podTemplate) == has(oldSelf.podTemplate) && (!has(self.podTemplate) || self.podTemplate == oldSelf.podTemplate)",
        message = "podTemplate cannot change: create a new RestoreRequest")
@ValidationRule(
        value =
                "has(self.decryption) == has(oldSelf.decryption) && (!has(self.decryption) || self.decryption == oldSelf.decryption)",
        message = "decryption cannot change: create a new RestoreRequest")
@ValidationRule(
        value =
                "has(self.requestedBy) == has(oldSelf.requestedBy) && (!has(self.requestedBy) || self.requestedBy == oldSelf.requestedBy)",
        message = "requestedBy cannot change: create a new RestoreRequest")
@ValidationRule(
        value = "has(self.checks) == has(oldSelf.checks) && (!has(self.checks) || self.checks == oldSelf.checks)",
        message = "checks cannot change: create a new RestoreRequest")
@ValidationRule(
        value =
                "has(self.sanitize) == has(oldSelf.sanitize) && (!has(self.sanitize) || self.sanitize == oldSelf.sanitize)",
        message = "sanitize cannot change: create a new RestoreRequest")
@ValidationRule(
        value = "has(self.quiesce) == has(oldSelf.quiesce) && (!has(self.quiesce) || self.quiesce == oldSelf.quiesce)",
        message = "quiesce cannot change: create a new RestoreRequest")
@ValidationRule(
        value =
                "has(self.safetyBackup) == has(oldSelf.safetyBackup) && (!has(self.safetyBackup) || self.safetyBackup == oldSelf.safetyBackup)",
        message = "safetyBackup cannot change: create a new RestoreRequest")
@ValidationRule(
        value =
                "has(self.undoWindow) == has(oldSelf.undoWindow) && (!has(self.undoWindow) || self.undoWindow == oldSelf.undoWindow)",
        message = "undoWindow cannot change: create a new RestoreRequest")
public record RestoreRequestSpec(
        @JsonPropertyDescription("Which backup.") @Required RestoreSource source,

        @JsonPropertyDescription("Into which database.") @Required
        RestoreTarget target,

        @JsonPropertyDescription(
                "Swap and InPlace: the user who asks, as kubectl auth whoami says; the API server compares. Default: nobody.")
        @Size(max = 253)
        @Nullable
        String requestedBy,

        @JsonPropertyDescription("Why, for the audit trail, such as INC-77. Default: none.") @Size(max = 253) @Nullable
        String reason,

        @JsonPropertyDescription("What opens an encrypted backup. Default: that of the schedule's restore block.")
        @Nullable
        Decryption decryption,

        @JsonPropertyDescription("Asked of the restored database before anybody may use it. Default: nothing.")
        @Size(max = 16)
        List<Check> checks,

        @JsonPropertyDescription(
                "SQL that runs on the restored database before anybody can connect, in one transaction. Default: none.")
        @Nullable
        SecretKey sanitize,

        @JsonPropertyDescription(
                "Swap and InPlace: workloads that are scaled to 0 meanwhile, and back. Comfort, not safety. Default: none.")
        @Size(max = 4)
        List<WorkloadRef> quiesce,

        @JsonPropertyDescription(
                "Swap: the last backup of the old database before it is dropped. InPlace: of what is there, after quiescing and before the first change. Default: by the source's schedule.")
        @Nullable
        SafetyBackup safetyBackup,

        @JsonPropertyDescription(
                "Swap and InPlace: the word of status.plan.confirm, set when the plan has been read; used once. Default: none.")
        @Size(max = 64)
        @Nullable
        String confirm,

        @JsonPropertyDescription("Swap: how long the old database is kept and can come back. Default: 24h.")
        @Size(max = 32)
        @ValidationRule(value = Rules.DURATION, message = Rules.DURATION_WORDS)
        @Nullable
        String undoWindow,

        @JsonPropertyDescription("Whether to say in status.plan what would be done, and do nothing. Default: false.")
        @Default("false")
        Boolean dryRun,

        @JsonPropertyDescription("Not started after this time, RFC 3339 in UTC. Default: never expires.")
        @ValidationRule(value = Rules.TIME, message = Rules.TIME_WORDS)
        @Size(max = 20)
        @Nullable
        String expiresAt,

        @JsonPropertyDescription("How long one attempt may take. Default: 6h.")
        @Default("6h")
        @Size(max = 32)
        @ValidationRule(value = Rules.DURATION, message = Rules.DURATION_WORDS)
        String deadline,

        @JsonPropertyDescription(
                "How long no byte may move while data is read before an attempt is given up. Default: 10m.")
        @Default("10m")
        @Size(max = 32)
        @ValidationRule(value = Rules.DURATION, message = Rules.DURATION_WORDS)
        String noProgressTimeout,

        @JsonPropertyDescription("Further attempts after a failure that may pass by itself. Default: 1.")
        @Default("1")
        @Min(0)
        @Max(10)
        Integer retries,

        @JsonPropertyDescription("What is said about the Pod. Default: what the backup's template says.") @Nullable
        PodTemplate podTemplate) {
    public RestoreRequestSpec {
        checks = List.copyOf(requireNonNullElse(checks, List.of()));
        quiesce = List.copyOf(requireNonNullElse(quiesce, List.of()));
        dryRun = requireNonNullElse(dryRun, false);
        deadline = requireNonNullElse(deadline, "6h");
        noProgressTimeout = requireNonNullElse(noProgressTimeout, "10m");
        retries = requireNonNullElse(retries, 1);
    }

    /** A request that says no more than it has to. */
    public static RestoreRequestSpec of(RestoreSource source, RestoreTarget target, @Nullable String requestedBy) {
        return new RestoreRequestSpec(
                source,
                target,
                requestedBy,
                null,
                null,
                List.of(),
                null,
                List.of(),
                null,
                null,
                null,
                false,
                null,
                "6h",
                "10m",
                1,
                null);
    }

    /** A request to replace a live database, to be confirmed in time. */
    public static RestoreRequestSpec swap(
            RestoreSource source,
            RestoreTarget target,
            String requestedBy,
            String reason,
            List<WorkloadRef> quiesce,
            String expiresAt) {
        return new RestoreRequestSpec(
                source,
                target,
                requestedBy,
                reason,
                null,
                List.of(),
                null,
                quiesce,
                null,
                null,
                null,
                false,
                expiresAt,
                "6h",
                "10m",
                1,
                null);
    }

    /** Whether a live database is replaced, or what it holds. */
    public boolean replaces() {
        return target.mode() != RestoreTarget.Mode.New;
    }

    /** Whether a live database is replaced by another, and stays beside it. */
    public boolean swaps() {
        return target.mode() == RestoreTarget.Mode.Swap;
    }

    /** Whether a live database stays, and what it holds is replaced. */
    public boolean inPlace() {
        return target.mode() == RestoreTarget.Mode.InPlace;
    }

    /** How long the old database is kept. */
    public String undoWindowOrDefault() {
        return requireNonNullElse(undoWindow, "24h");
    }
}
