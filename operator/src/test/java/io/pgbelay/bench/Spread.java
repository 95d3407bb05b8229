package io.pgbelay.bench;

import java.time.Duration;
import java.util.Collection;

/** How late things were: median, 99th percentile and the last. */
record Spread(int count, double p50Seconds, double p99Seconds, double maxSeconds) {
    static Spread of(Collection<Duration> late) {
        var sorted = late.stream().sorted().toList();
        if (sorted.isEmpty()) {
            return new Spread(0, Double.NaN, Double.NaN, Double.NaN);
        }
        return new Spread(
                sorted.size(),
                seconds(sorted.get((int) Math.ceil(sorted.size() * 0.50) - 1)),
                seconds(sorted.get((int) Math.ceil(sorted.size() * 0.99) - 1)),
                seconds(sorted.getLast()));
    }

    static double seconds(Duration duration) {
        return Math.round(duration.toMillis() / 100.0) / 10.0;
    }
}
