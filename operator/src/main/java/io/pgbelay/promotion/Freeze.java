package io.pgbelay.promotion;

import io.pgbelay.api.Durations;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.FreezeWindow;
import io.pgbelay.api.PermanentFailure;
import io.pgbelay.api.PromotionSpec;
import io.pgbelay.api.StepName;
import io.pgbelay.cron.Window;
import io.pgbelay.promotion.step.Facts;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** Times in which no release begins. One that has the turn goes on, and a bad one is taken back at any time. */
final class Freeze {
    private Freeze() {}

    /**
     * Until when the step has to wait; empty where it may begin.
     *
     * @throws PermanentFailure where a window of the Environment cannot be read
     */
    static Optional<Instant> until(Facts seen, StepName step, Instant now) {
        if (step.compareTo(StepName.Approve) <= 0
                || step == StepName.Return
                || seen.spec().type() == PromotionSpec.Type.Rollback
                || seen.hasTheTurn()) {
            return Optional.empty();
        }
        return seen.place().getSpec().freezeWindows().stream()
                .flatMap(window -> open(window, seen, now).stream())
                .max(Comparator.naturalOrder());
    }

    private static Optional<Instant> open(FreezeWindow window, Facts seen, Instant now) {
        var metadata = seen.place().getMetadata();
        try {
            return Window.parse(
                            window.schedule(),
                            Durations.parse(window.duration()),
                            window.timeZone(),
                            metadata.getNamespace() + "/" + metadata.getName())
                    .openUntil(now);
        } catch (IllegalArgumentException e) {
            throw new PermanentFailure(
                    FailureReason.InvalidSchedule,
                    "A freeze window of the Environment cannot be read: " + e.getMessage());
        }
    }
}
