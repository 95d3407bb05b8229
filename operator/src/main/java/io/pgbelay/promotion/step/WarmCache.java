package io.pgbelay.promotion.step;

import static java.util.Objects.requireNonNull;

import io.pgbelay.api.Durations;
import io.pgbelay.api.PermanentFailure;
import io.pgbelay.api.WarmupPolicy.FailurePolicy;
import java.time.Duration;
import java.time.Instant;

/** Asks the URLs that fill the caches of what was deployed. */
final class WarmCache {
    private WarmCache() {}

    static Taken take(Facts seen, Instant now) {
        var policy = requireNonNull(seen.place().getSpec().cacheWarmup(), "the plan covers the Environment");
        var deadline = Durations.parse(policy.deadline());
        return switch (Asked.of(seen, "warm", policy.http(), deadline, Duration.ZERO, now)) {
            case Asked.NotYet notYet -> notYet.taken();
            case Asked.Well well -> new Taken.Done(well.message());
            case Asked.Badly badly
            when policy.failurePolicy() == FailurePolicy.Continue ->
                new Taken.Done("The caches stay cold. " + badly.message());
            case Asked.Badly badly -> throw new PermanentFailure(badly.reason(), badly.message());
        };
    }
}
