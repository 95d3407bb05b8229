package io.pgbelay.promotion.step;

import io.pgbelay.api.Release;
import io.pgbelay.kube.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Before anything changes, the Environment writes down what is about to. From then on there is no way back unseen. */
final class Intent {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    private Intent() {}

    /** What is waited for; nothing once the Environment knows. */
    static Optional<Taken> unknown(Facts seen, StatusOf status, Instant now) {
        if (seen.status().release() == null) {
            status.release(release(seen, now));
            return Optional.of(
                    Taken.waiting("The Environment is told what is about to be deployed", now.plus(LOOK_AGAIN)));
        }
        return seen.placeStatus().releaseOf(seen.uid()).isPresent()
                ? Optional.empty()
                : Optional.of(Taken.waiting("The Environment has not written it down yet", now.plus(LOOK_AGAIN)));
    }

    private static Release release(Facts seen, Instant now) {
        var plan = seen.plan();
        return new Release(
                plan.version(),
                plan.image(),
                plan.digest(),
                plan.images(),
                plan.schemaRevision(),
                null,
                false,
                seen.status().restorePoint(),
                seen.name(),
                seen.uid(),
                Times.format(now),
                Release.State.Applying);
    }
}
