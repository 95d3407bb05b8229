package io.pgbelay.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a person asks of a Promotion. It never changes, but for approvals that are added and a word to abort. */
@ValidationRule(
        value = "self.type == 'Rollback' ? has(self.rollback) : !has(self.rollback)",
        message = "rollback belongs to type: Rollback, and must be there")
@ValidationRule(
        value = "self.type == 'Rollback' ? !has(self.version) && !has(self.from) : has(self.version)",
        message = "a Promote names its version; a Rollback names neither version nor from")
@ValidationRule(
        value = "!has(self.overrideHold) || self.type == 'Promote'",
        message = "overrideHold belongs to type: Promote")
@ValidationRule(
        value = "self.type == 'Promote' || (self.onFailure == 'Freeze' && (!has(self.skip) || self.skip.size() == 0))",
        message = "skip and onFailure belong to type: Promote")
@ValidationRule(
        value = "self.environmentRef == oldSelf.environmentRef",
        message = "environmentRef cannot change: create a new Promotion")
@ValidationRule(value = "self.type == oldSelf.type", message = "type cannot change: create a new Promotion")
@ValidationRule(
        value = "has(self.version) == has(oldSelf.version) && (!has(self.version) || self.version == oldSelf.version)",
        message = "version cannot change: create a new Promotion")
@ValidationRule(
        value = "has(self.from) == has(oldSelf.from) && (!has(self.from) || self.from == oldSelf.from)",
        message = "from cannot change: create a new Promotion")
@ValidationRule(
        value = "self.requestedBy == oldSelf.requestedBy",
        message = "requestedBy cannot change: create a new Promotion")
@ValidationRule(
        value =
                "has(self.onBehalfOf) == has(oldSelf.onBehalfOf) && (!has(self.onBehalfOf) || self.onBehalfOf == oldSelf.onBehalfOf)",
        message = "onBehalfOf cannot change: create a new Promotion")
@ValidationRule(
        value = "has(self.reason) == has(oldSelf.reason) && (!has(self.reason) || self.reason == oldSelf.reason)",
        message = "reason cannot change: create a new Promotion")
@ValidationRule(
        value = "has(self.skip) == has(oldSelf.skip) && (!has(self.skip) || self.skip == oldSelf.skip)",
        message = "skip cannot change: create a new Promotion")
@ValidationRule(
        value = "self.onFailure == oldSelf.onFailure",
        message = "onFailure cannot change: create a new Promotion")
@ValidationRule(
        value =
                "has(self.rollback) == has(oldSelf.rollback) && (!has(self.rollback) || self.rollback == oldSelf.rollback)",
        message = "rollback cannot change: create a new Promotion")
@ValidationRule(
        value =
                "has(self.overrideHold) == has(oldSelf.overrideHold) && (!has(self.overrideHold) || self.overrideHold == oldSelf.overrideHold)",
        message = "overrideHold cannot change: create a new Promotion")
@ValidationRule(
        value = "has(self.dryRun) == has(oldSelf.dryRun) && (!has(self.dryRun) || self.dryRun == oldSelf.dryRun)",
        message = "dryRun cannot change: create a new Promotion")
@ValidationRule(
        value =
                "has(self.expiresAt) == has(oldSelf.expiresAt) && (!has(self.expiresAt) || self.expiresAt == oldSelf.expiresAt)",
        message = "expiresAt cannot change: create a new Promotion")
@ValidationRule(
        value =
                "!has(oldSelf.approvals) || (has(self.approvals) && oldSelf.approvals.all(a, self.approvals.exists(b, a == b)))",
        message = "approvals can only be added")
@ValidationRule(
        value = "!has(oldSelf.abort) || !oldSelf.abort || (has(self.abort) && self.abort)",
        message = "an abort cannot be taken back: create a new Promotion")
public record PromotionSpec(
        @JsonPropertyDescription("The Environment whose policy is followed.") @Required
        ObjectRef environmentRef,

        @JsonPropertyDescription("Promote: bring a version in. Rollback: take the current one back. Default: Promote.")
        @Default("Promote")
        Type type,

        @JsonPropertyDescription("The version that is brought in, such as v1.5.0. Default: none, for a Rollback.")
        @Size(min = 1, max = 100)
        @ValidationRule(
                value = "self.matches('^[A-Za-z0-9_][A-Za-z0-9._-]*$')",
                message = "a version begins with a letter or digit and has letters, digits, dots and dashes")
        @Nullable
        String version,

        @JsonPropertyDescription("The Deployment that runs the version. Default: the only allowed source.") @Nullable
        DeploymentRef from,

        @JsonPropertyDescription("Who asks: you, as kubectl auth whoami says.") @Required @Size(min = 1, max = 253)
        String requestedBy,

        @JsonPropertyDescription("For whom, for the audit trail; nobody checks it. Default: none.")
        @Size(max = 253)
        @Nullable
        String onBehalfOf,

        @JsonPropertyDescription("Why, for the audit trail, such as CHG-1234. Default: none.")
        @Size(max = 253)
        @Nullable
        String reason,

        @JsonPropertyDescription("Steps that are left out, as far as the Environment allows. Default: none.")
        @Size(max = 3)
        List<Skippable> skip,

        @JsonPropertyDescription(
                "What becomes of a release that is not good: Freeze leaves it as it is, RollbackImage brings the images back, RollbackAll the schema too. Default: Freeze.")
        @Default("Freeze")
        OnFailure onFailure,

        @JsonPropertyDescription("What is taken back, and how. Default: none, for a Promote.") @Nullable
        Rollback rollback,

        @JsonPropertyDescription("Why an image that was taken back may come again. Default: it may not.") @Nullable
        OverrideHold overrideHold,

        @JsonPropertyDescription("Whether to say in status.plan what would be done, and do nothing. Default: false.")
        @Default("false")
        Boolean dryRun,

        @JsonPropertyDescription("Not started after this time, RFC 3339 in UTC. Default: never expires.")
        @ValidationRule(value = Rules.TIME, message = Rules.TIME_WORDS)
        @Size(max = 20)
        @Nullable
        String expiresAt,

        @JsonPropertyDescription("Who agrees to which plan, or rejects it; can only be added. Default: nobody yet.")
        @Default("[]")
        @Size(max = 32)
        List<Approval> approvals,

        @JsonPropertyDescription("Whether to stop; never taken back. Default: go on.") @Nullable
        Boolean abort) {
    public PromotionSpec {
        type = requireNonNullElse(type, Type.Promote);
        skip = List.copyOf(requireNonNullElse(skip, List.of()));
        onFailure = requireNonNullElse(onFailure, OnFailure.Freeze);
        dryRun = requireNonNullElse(dryRun, false);
        approvals = List.copyOf(requireNonNullElse(approvals, List.of()));
    }

    /** Whether somebody asked to stop. */
    public boolean aborted() {
        return Boolean.TRUE.equals(abort);
    }

    /** Directions. */
    public enum Type {
        Promote,
        Rollback
    }
}
