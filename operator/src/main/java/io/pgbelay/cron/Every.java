package io.pgbelay.cron;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.zone.ZoneRules;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code @every 1h30m}: a fixed step, in no zone. A CronJob counts it from when it was last seen; we count from
 * 1 January 1970 UTC, so that a restart, a re-created schedule and a second operator all come to the same times.
 */
record Every(long seconds) implements Ticks {
    static final String PREFIX = "@every ";

    private static final Pattern PART = Pattern.compile("([0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(h|ms|m|s|us|µs|μs|ns)");
    private static final Pattern WHOLE = Pattern.compile("(?:" + PART.pattern() + ")+");
    private static final Map<String, BigDecimal> SECONDS = Map.of(
            "h", BigDecimal.valueOf(3600),
            "m", BigDecimal.valueOf(60),
            "s", BigDecimal.ONE,
            "ms", new BigDecimal("1e-3"),
            "us", new BigDecimal("1e-6"),
            "µs", new BigDecimal("1e-6"),
            "μs", new BigDecimal("1e-6"),
            "ns", new BigDecimal("1e-9"));
    private static final long LONGEST =
            Duration.ofDays(366L * LocalTimes.HORIZON_YEARS).toSeconds();

    static Every parse(String expression) {
        var text = expression.substring(PREFIX.length());
        if (!WHOLE.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' is no duration: write @every 6h, 1h30m or 45s");
        }
        var sum = BigDecimal.ZERO;
        var parts = PART.matcher(text);
        while (parts.find()) {
            sum = sum.add(new BigDecimal(parts.group(1)).multiply(SECONDS.get(parts.group(2))));
        }
        if (sum.compareTo(BigDecimal.valueOf(LONGEST)) > 0) {
            throw new IllegalArgumentException("'" + text + "' is too long: write at most a few years");
        }
        return new Every(Math.max(1, sum.setScale(0, RoundingMode.DOWN).longValueExact()));
    }

    @Override
    public Optional<Instant> next(Instant after, ZoneRules zone) {
        return Optional.of(tick(after).plusSeconds(seconds));
    }

    @Override
    public Optional<Instant> previous(Instant atOrBefore, ZoneRules zone) {
        return Optional.of(tick(atOrBefore));
    }

    private Instant tick(Instant instant) {
        return Instant.ofEpochSecond(Math.floorDiv(instant.getEpochSecond(), seconds) * seconds);
    }
}
