package io.pgbelay.e2e;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits by looking again and again. */
final class Wait {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private Wait() {}

    /**
     * Waits until something is there.
     *
     * @throws IllegalStateException when that took longer
     */
    static <T> T until(String what, Duration patience, Supplier<Optional<T>> found) {
        var end = System.nanoTime() + patience.toNanos();
        while (true) {
            var result = found.get();
            if (result.isPresent()) {
                return result.get();
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException("waited " + patience.toSeconds() + " s in vain for " + what);
            }
            pause();
        }
    }

    /** Waits until something holds, and says how long that took. */
    static Duration untilTrue(String what, Duration patience, BooleanSupplier holds) {
        var start = System.nanoTime();
        until(what, patience, () -> holds.getAsBoolean() ? Optional.of(true) : Optional.empty());
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** For people. */
    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
