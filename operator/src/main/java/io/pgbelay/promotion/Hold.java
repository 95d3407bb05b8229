package io.pgbelay.promotion;

import io.pgbelay.api.PromotionStatus;
import io.pgbelay.api.StepName;
import io.pgbelay.control.Action;
import io.pgbelay.control.Decision;
import io.pgbelay.control.Next;
import io.pgbelay.kube.Labels;
import io.pgbelay.promotion.step.Facts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The finalizer of a promotion that changes something. Deleting it aborts it, and it goes only once the Environment knows
 * how it ended: what was deployed, and whether its migration was started.
 */
final class Hold {
    /** What was observed is old once the finalizer stands, or is gone. */
    private static final Duration SOON = Duration.ofMillis(300);

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private Hold() {}

    /** Whether it has to be put on before this step does anything. */
    static boolean missing(Facts seen, StepName step) {
        return !seen.held()
                && seen.status().release() == null
                && switch (step) {
                    case Migrate, Restore, Deploy -> true;
                    case Plan, Approve, Backup, WarmCache, Verify, Publish, Return -> false;
                };
    }

    static Decision<PromotionStatus> put(Facts seen, Instant now) {
        var action = new Action.Hold(seen.promotion(), Labels.HELD);
        return new Decision<>(seen.status(), List.of(action), List.of(), new Next.At(now.plus(SOON)));
    }

    /** After the end. */
    static Decision<PromotionStatus> takeOff(Facts seen, Instant now) {
        if (!written(seen)) {
            return Decision.of(seen.status(), new Next.At(now.plus(LOOK_AGAIN)));
        }
        var action = new Action.Release(seen.promotion(), Labels.HELD);
        return new Decision<>(seen.status(), List.of(action), List.of(), new Next.At(now.plus(SOON)));
    }

    /** Whether the Environment knows the end; one that is gone, or has forgotten it, need not. */
    private static boolean written(Facts seen) {
        var release = seen.status().release();
        return release == null
                || seen.placeStatus()
                        .releaseOf(seen.uid())
                        .map(one -> one.state() == release.state())
                        .orElse(true);
    }
}
