package io.pgbelay.api;

import java.time.Duration;
import java.util.regex.Pattern;

/** Durations as the API writes them: {@code 7d}, {@code 1h30m}, {@code 45s}. */
public final class Durations {
    /** What the schema accepts: days, hours, minutes and seconds in this order, each at most once, at least one. */
    public static final String PATTERN = "^([0-9]{1,7}d)?([0-9]{1,7}h)?([0-9]{1,7}m)?([0-9]{1,7}s)?$";

    private static final Pattern GRAMMAR =
            Pattern.compile("^(?:([0-9]{1,7})d)?(?:([0-9]{1,7})h)?(?:([0-9]{1,7})m)?(?:([0-9]{1,7})s)?$");

    private Durations() {}

    /**
     * Reads a duration.
     *
     * @throws IllegalArgumentException where the text is empty or not of the grammar
     */
    public static Duration parse(String text) {
        var match = GRAMMAR.matcher(text);
        if (text.isEmpty() || !match.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no duration: write 7d, 1h30m or 45s");
        }
        return Duration.ofDays(number(match.group(1)))
                .plusHours(number(match.group(2)))
                .plusMinutes(number(match.group(3)))
                .plusSeconds(number(match.group(4)));
    }

    /** The shortest way to write a duration, whole seconds: {@code 1h30m}; zero is {@code 0s}. */
    public static String format(Duration duration) {
        var text = part(duration.toDays(), "d")
                + part(duration.toHoursPart(), "h")
                + part(duration.toMinutesPart(), "m")
                + part(duration.toSecondsPart(), "s");
        return text.isEmpty() ? "0s" : text;
    }

    private static long number(@org.jspecify.annotations.Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static String part(long amount, String unit) {
        return amount == 0 ? "" : amount + unit;
    }
}
