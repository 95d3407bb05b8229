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

    /** A migration that was started, or a restore that was confirmed, is never left alone: an abort waits for its end. */
    static boolean midway(Facts seen, StepName step) {
        var status = seen.status();
        return (step == StepName.Migrate && status.migrationJob() != null)
                || (step == StepName.Restore && status.restoreRequest() != null);
    }

    /**
     * An abort, or a deletion, which is one.
     *
     * @throws PermanentFailure where the promotion goes no further
     */
    static void refuseAborted(Facts seen, StepName step) {
        if (step == StepName.Return || midway(seen, step)) {
            return;
        }
        if (seen.spec().aborted()) {
            throw new PermanentFailure(FailureReason.Aborted, "spec.abort was set while in " + step);
        }
        if (seen.deleting()) {
            throw new PermanentFailure(FailureReason.Aborted, "The Promotion was deleted while in " + step);
        }
    }

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
        if (step.compareTo(StepName.Approve) <= 0 || step == StepName.Return) {
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
