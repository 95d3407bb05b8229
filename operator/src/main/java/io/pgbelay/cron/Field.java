package io.pgbelay.cron;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One of the five fields: what it is called, and which numbers and names it takes. */
enum Field {
    MINUTE("minute", 0, 59, ""),
    HOUR("hour", 0, 23, ""),
    DAY("day of month", 1, 31, ""),
    MONTH("month", 1, 12, "jan feb mar apr may jun jul aug sep oct nov dec"),
    WEEKDAY("day of week", 0, 6, "sun mon tue wed thu fri sat");

    /** A star (what follows its hyphen is ignored, as a CronJob does), a number, or a range; then perhaps a step. */
    private static final Pattern PART =
            Pattern.compile("(?:(?<star>[*?])(?:-[^/]*)?|(?<low>[^-/]+)(?:-(?<high>[^-/]+))?)(?:/(?<step>[^/]+))?");

    private static final Pattern HASHED =
            Pattern.compile("H(?:\\((?<low>[^-()]+)-(?<high>[^-()]+)\\))?(?:/(?<step>[^/]+))?");

    /** The last day of month that every month has: {@code H} chooses no later one, or it would skip months. */
    private static final int LAST_DAY_OF_ALL = 28;

    private final String title;
    private final int min;
    private final int max;
    private final String names;

    Field(String title, int min, int max, String names) {
        this.title = title;
        this.min = min;
        this.max = max;
        this.names = names;
    }

    /** Reads the field; {@code seed} is what {@code H} is chosen by. */
    Values parse(String text, String seed) {
        var values = Values.NONE;
        for (var part : text.split(",", -1)) {
            values = part.isEmpty() ? values : values.and(part(part, seed));
        }
        if (values.bits() == 0) {
            throw wrong(text);
        }
        return values;
    }

    private Values part(String part, String seed) {
        var hashed = HASHED.matcher(part);
        if (hashed.matches()) {
            return hashed(hashed.toMatchResult(), part, seed);
        }
        var plain = PART.matcher(part);
        if (!plain.matches()) {
            throw wrong(part);
        }
        return plain(plain.toMatchResult(), part);
    }

    private Values plain(MatchResult match, String part) {
        var step = step(match, part);
        if (match.group("star") != null) {
            return Values.range(min, max, step, step == 1);
        }
        var low = number(match.group("low"), part);
        var open = match.group("high") == null && match.group("step") != null;
        var high = open ? max : number(match.group("high") == null ? match.group("low") : match.group("high"), part);
        if (low > high) {
            throw new IllegalArgumentException("'" + part + "' begins after its end");
        }
        return Values.range(low, high, step, false);
    }

    private Values hashed(MatchResult match, String part, String seed) {
        var given = match.group("low") != null;
        var low = given ? number(match.group("low"), part) : min;
        var high = given ? number(match.group("high"), part) : this == DAY ? LAST_DAY_OF_ALL : max;
        if (low > high) {
            throw new IllegalArgumentException("'" + part + "' begins after its end");
        }
        var size = high - low + 1;
        var step = match.group("step") == null ? size : step(match, part);
        var first = low + choice(seed, Math.min(step, size));
        return Values.range(first, high, step, false);
    }

    private int choice(String seed, int count) {
        try {
            var digest =
                    MessageDigest.getInstance("SHA-256").digest((name() + "/" + seed).getBytes(StandardCharsets.UTF_8));
            return new BigInteger(1, digest).mod(BigInteger.valueOf(count)).intValueExact();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private int step(MatchResult match, String part) {
        var text = match.group("step");
        if (text == null) {
            return 1;
        }
        var step = digits(text);
        if (step < 1) {
            throw new IllegalArgumentException("'" + part + "': the step after the slash is a number from 1");
        }
        return step;
    }

    private int number(@Nullable String text, String part) {
        var word = text == null ? "" : text.toLowerCase(Locale.ROOT);
        var number = names().contains(word) ? min + names().indexOf(word) : digits(word);
        if (number < min || number > max) {
            throw wrong(part);
        }
        return number;
    }

    private List<String> names() {
        return names.isEmpty() ? List.of() : List.of(names.split(" "));
    }

    /** The number that the digits write, or -1; more than any field takes is one number as good as another. */
    private static int digits(String text) {
        return text.matches("\\+?[0-9]{1,18}") ? (int) Math.min(Long.parseLong(text), 1000) : -1;
    }

    private IllegalArgumentException wrong(String part) {
        var named = names.isEmpty() ? "" : ", or " + names().getFirst() + " to " + names().getLast();
        return new IllegalArgumentException("'" + part + "' is no " + title + ": write " + min + " to " + max + named
                + ", *, a range, a step or H");
    }
}
