package io.pgbelay.playground.node;

import java.time.Duration;
import java.time.Instant;

/** The kubelet's back-off: none before the first restart, then 10 s doubling to 5 minutes; 10 good minutes forgive. */
final class RestartDelay {

    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration FORGIVEN_AFTER = Duration.ofMinutes(10);

    private Instant lastStart = Instant.EPOCH;
    private Duration next = Duration.ZERO;

    void started() {
        lastStart = Instant.now();
    }

    Duration next() {
        boolean ranLong = Duration.between(lastStart, Instant.now()).compareTo(FORGIVEN_AFTER) > 0;
        Duration wait = ranLong ? Duration.ZERO : next;
        next = wait.isZero() ? FIRST : wait.multipliedBy(2);
        next = next.compareTo(LONGEST) > 0 ? LONGEST : next;
        return wait;
    }
}
