package io.pgbelay.playground.process;

import java.time.Duration;

/** Waiting that hands an interrupt on as the end of the work, for callers that cannot go on without the wait. */
public final class Pause {

    private Pause() {}

    public static void sleep(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", e);
        }
    }
}
