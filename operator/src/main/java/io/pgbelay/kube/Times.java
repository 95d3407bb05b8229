package io.pgbelay.kube;

import io.pgbelay.api.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times and amounts as they stand in a status. */
public final class Times {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

    private Times() {}

    /** RFC 3339 in UTC, whole seconds. */
    public static String format(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Reads RFC 3339; absent stays absent. */
    public static @Nullable Instant parse(@Nullable String text) {
        return text == null ? null : Instant.parse(text);
    }

    /** From a start to an end, for people: {@code 1m3s}; absent where there was no start. */
    public static @Nullable String between(@Nullable String start, Instant end) {
        return start == null ? null : Durations.format(Duration.between(Instant.parse(start), end.plusMillis(999)));
    }

    /** An amount of bytes for people: {@code 371.2 MiB}. */
    public static String size(long bytes) {
        double amount = bytes;
        var unit = 0;
        while (amount >= 1024 && unit < UNITS.length - 1) {
            amount /= 1024;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", amount, UNITS[unit]);
    }
}
