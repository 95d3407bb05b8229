package io.pgbelay.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** Who has to agree to a plan before anything is done. */
public record ApprovalPolicy(
        @JsonPropertyDescription("How many people have to approve. Default: 1.") @Default("1") @Min(0) @Max(8)
        Integer required,

        @JsonPropertyDescription("Whether the requester's own approval does not count. Default: true.") @Default("true")
        Boolean forbidRequester,

        @JsonPropertyDescription("How long a plan waits for its approvals. Default: 24h.")
        @Default("24h")
        @Size(max = 32)
        @ValidationRule(value = Rules.DURATION, message = Rules.DURATION_WORDS)
        String ttl,

        @JsonPropertyDescription(
                "What is done where a service account asks, such as Argo CD's: Refuse, or ExtraApproval (one more, at least 2). Default: ExtraApproval.")
        @Default("ExtraApproval")
        MachineRequester machineRequester) {
    /** The defaults. */
    public static final ApprovalPolicy DEFAULT = new ApprovalPolicy(1, true, "24h", MachineRequester.ExtraApproval);

    public ApprovalPolicy {
        required = requireNonNullElse(required, 1);
        forbidRequester = requireNonNullElse(forbidRequester, true);
        ttl = requireNonNullElse(ttl, "24h");
        machineRequester = requireNonNullElse(machineRequester, MachineRequester.ExtraApproval);
    }

    /** What a request by a machine is worth. */
    public enum MachineRequester {
        Refuse,
        ExtraApproval
    }
}
