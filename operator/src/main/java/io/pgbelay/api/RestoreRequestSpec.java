package io.pgbelay.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** What a person asks of a RestoreRequest. It never changes. */
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
public record RestoreRequestSpec(
        @JsonPropertyDescription("Which backup.") @Required RestoreSource source,

        @JsonPropertyDescription("Into which database.") @Required
        RestoreTarget target,

        @JsonPropertyDescription("Why, for the audit trail, such as INC-77. Default: none.") @Size(max = 253) @Nullable
        String reason,

        @JsonPropertyDescription("What opens an encrypted backup. Default: that of the schedule's restore block.")
        @Nullable
        Decryption decryption,

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
        dryRun = requireNonNullElse(dryRun, false);
        deadline = requireNonNullElse(deadline, "6h");
        noProgressTimeout = requireNonNullElse(noProgressTimeout, "10m");
        retries = requireNonNullElse(retries, 1);
    }
}
