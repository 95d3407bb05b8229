package io.pgbelay.promotion;

import io.pgbelay.api.FailureReason;
import io.pgbelay.api.PermanentFailure;
import io.pgbelay.api.StepName;
import io.pgbelay.promotion.step.Facts;
import io.pgbelay.promotion.step.Steps;
import java.time.Instant;

/** Whether a step may begin: expiry before the first, the turn and an unchanged plan before all that act. */
final class Start {
    private Start() {}

    /**
     * Whether the step may begin now; false while another promotion has the turn.
     *
     * @throws PermanentFailure where it never may
     */
    static boolean mayBegin(Facts seen, StepName step, Instant now) {
        var expiry = seen.spec().expiresAt();
        if (seen.status().release() == null && expiry != null && now.isAfter(Instant.parse(expiry))) {
            throw new PermanentFailure(FailureReason.Expired, "expiresAt was " + expiry);
        }
        if (step.compareTo(StepName.Approve) <= 0) {
            return true;
        }
        if (!seen.hasTheTurn()) {
            return false;
        }
        if (seen.status().release() == null) {
            Steps.refuseDrift(seen);
        }
        return true;
    }
}
