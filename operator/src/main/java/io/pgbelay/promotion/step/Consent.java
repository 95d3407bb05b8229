package io.pgbelay.promotion.step;

import io.pgbelay.api.ApprovalPolicy;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.PermanentFailure;
import io.pgbelay.api.PromotionSpec;

/** How many people have to agree. */
final class Consent {
    private static final String MACHINE = "system:";
    private static final int LEAST_FOR_A_MACHINE = 2;

    private Consent() {}

    /**
     * The number of approvals that a request takes.
     *
     * @throws PermanentFailure where such a requester is refused
     */
    static int needed(ApprovalPolicy policy, PromotionSpec spec) {
        var asked = spec.overrideHold() == null ? policy.required() : Math.max(1, policy.required());
        if (!spec.requestedBy().startsWith(MACHINE)) {
            return asked;
        }
        return switch (policy.machineRequester()) {
            case Refuse ->
                throw new PermanentFailure(FailureReason.RequesterRefused, spec.requestedBy() + " is no person");
            case ExtraApproval -> Math.max(LEAST_FOR_A_MACHINE, asked + 1);
        };
    }
}
