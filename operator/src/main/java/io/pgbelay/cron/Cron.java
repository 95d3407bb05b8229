package io.pgbelay.cron;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * When a schedule is due.
 *
 * <p>Reads what a CronJob reads: five fields (minute, hour, day of month, month, day of week) of numbers, names,
 * ranges, steps and lists, {@code *} and {@code ?}, the macros and {@code @every}. Where both day fields are
 * restricted, either is enough. In place of a number stands {@code H}: a choice that the seed makes once and for all,
 * so that a thousand schedules do not all begin on the hour. {@code H(1-4)} chooses within a range, {@code H/15}
 * chooses where the steps begin.
 *
 * <p>On purpose unlike a CronJob, which drops it: a time that DST skips is due once, at the first instant after the
 * gap. A time that DST repeats is due once, the first time. A schedule of every hour goes on every hour: it follows the
 * clock on the wall, skips what the wall skips and repeats what it repeats.
 */
public final class Cron {
    private static final Map<String, String> MACROS = Map.of(
            "@hourly", "0 * * * *",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@weekly", "0 0 * * 0",
            "@monthly", "0 0 1 * *",
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *");

    /** Names of the zone database that the JDK leaves out. */
    private static final Map<String, String> OLD_ZONES =
            Map.of("EST", "-05:00", "MST", "-07:00", "HST", "-10:00", "ROC", "Asia/Taipei");

    private final String expression;
    private final Ticks ticks;

    private Cron(String expression, Ticks ticks) {
        this.expression = expression;
        this.ticks = ticks;
    }

    /**
     * Reads a schedule.
     *
     * @param seed what {@code H} is chosen by: the same seed gives the same times, for ever; namespace/name serves
     * @throws IllegalArgumentException with a sentence for people, where this is no schedule
     */
    public static Cron parse(String expression, String seed) {
        if (expression.contains("TZ=")) {
            throw new IllegalArgumentException("write the time zone in timeZone, not in the schedule");
        }
        if (expression.startsWith(Every.PREFIX)) {
            return new Cron(expression, Every.parse(expression));
        }
        if (expression.startsWith("@") && !MACROS.containsKey(expression)) {
            throw new IllegalArgumentException("'" + expression + "' is no macro: write @hourly, @daily, @midnight, "
                    + "@weekly, @monthly, @yearly, @annually or @every 6h");
        }
        var times = LocalTimes.parse(MACROS.getOrDefault(expression, expression), seed);
        return new Cron(expression, times.everyHour() ? new WallTicks(times) : new OnceTicks(times));
    }

    /**
     * The zone of this name, as Kubernetes knows them.
     *
     * @throws IllegalArgumentException with a sentence for people, where there is none
     */
    public static ZoneId zone(String name) {
        if (!OLD_ZONES.containsKey(name) && !ZoneId.getAvailableZoneIds().contains(name)) {
            throw new IllegalArgumentException(
                    "'" + name + "' is no time zone: write an IANA name such as Europe/Berlin");
        }
        return ZoneId.of(name, OLD_ZONES);
    }

    /** The first time after this instant; empty where none comes, as for 31 February. */
    public Optional<Instant> next(Instant after, ZoneId zone) {
        return ticks.next(after, zone.getRules());
    }

    /** The last time that is not after this instant; empty where none was. */
    public Optional<Instant> previous(Instant atOrBefore, ZoneId zone) {
        return ticks.previous(atOrBefore, zone.getRules());
    }

    /** From the last time that is not after this instant to the first one after it; empty where one is missing. */
    public Optional<Duration> interval(Instant around, ZoneId zone) {
        return previous(around, zone)
                .flatMap(last -> next(around, zone).map(following -> Duration.between(last, following)));
    }

    /** The schedule as it was written. */
    @Override
    public String toString() {
        return expression;
    }
}
