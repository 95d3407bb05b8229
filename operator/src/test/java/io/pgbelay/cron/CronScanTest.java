package io.pgbelay.cron;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random schedules against a scan that looks at the clock on the wall minute by minute, and knows no zone rules. */
class CronScanTest {
    private static final int SCHEDULES = 16;
    private static final int QUESTIONS = 120;
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final int MINUTES = (int) Duration.ofDays(366).toMinutes();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Etc/UTC",
                "Europe/Berlin",
                "America/New_York",
                "Australia/Lord_Howe",
                "Asia/Beirut",
                "Asia/Kathmandu",
                "Africa/Casablanca",
                "America/St_Johns",
            })
    void nextAndPreviousAreWhatTheScanSees(String zone) {
        var random = new Random(zone.hashCode());
        var wall = wall(ZoneId.of(zone));
        for (var i = 0; i < SCHEDULES; i++) {
            var written = Written.random(random);
            var due = wall.stream()
                    .filter(minute -> minute.due(written))
                    .map(Minute::instant)
                    .toList();
            check(Cron.parse(written.expression(), "any"), due, ZoneId.of(zone), random);
        }
    }

    private static void check(Cron cron, List<Instant> due, ZoneId zone, Random random) {
        for (var i = 0; i < QUESTIONS && !due.isEmpty(); i++) {
            var at = question(due, random);
            var found = Collections.binarySearch(due, at);
            var last = found < 0 ? -found - 2 : found;
            if (last >= 0) {
                assertThat(cron.previous(at, zone)).as("%s until %s", cron, at).contains(due.get(last));
            }
            if (last + 1 < due.size()) {
                assertThat(cron.next(at, zone)).as("%s after %s", cron, at).contains(due.get(last + 1));
            }
        }
    }

    /** Any second of the year, or one that is next to a tick. */
    private static Instant question(List<Instant> due, Random random) {
        return random.nextBoolean()
                ? BEGIN.plusSeconds(random.nextInt(MINUTES * 60))
                : due.get(random.nextInt(due.size())).plusSeconds(random.nextInt(3) - 1);
    }

    /** What the clock on the wall shows in each minute of the year. */
    private static List<Minute> wall(ZoneId zone) {
        var minutes = new ArrayList<Minute>();
        var shown = new HashSet<LocalDateTime>();
        var expected = LocalDateTime.ofInstant(BEGIN, zone);
        for (var i = 0; i < MINUTES; i++) {
            var instant = BEGIN.plusSeconds(60L * i);
            var now = LocalDateTime.ofInstant(instant, zone);
            var skipped = new ArrayList<LocalDateTime>(0);
            for (; expected.isBefore(now); expected = expected.plusMinutes(1)) {
                skipped.add(expected);
            }
            minutes.add(new Minute(instant, now, shown.add(now), skipped));
            expected = now.plusMinutes(1);
        }
        return minutes;
    }

    /** A minute: what the clock shows, whether for the first time, and what it left out just before. */
    private record Minute(Instant instant, LocalDateTime now, boolean first, List<LocalDateTime> skipped) {
        boolean due(Written written) {
            return written.everyHour()
                    ? written.names().test(now)
                    : (first && written.names().test(now))
                            || (!skipped.isEmpty() && skipped.stream().anyMatch(written.names()));
        }
    }

    /** A schedule that is written by the same hand that knows what it means. */
    private record Written(String expression, boolean everyHour, Predicate<LocalDateTime> names) {
        static Written random(Random random) {
            var minute = Part.random(random, 0, 59);
            var hour = Part.random(random, 0, 23);
            var day = Part.random(random, 1, 31);
            var month = random.nextInt(3) == 0 ? Part.random(random, 1, 12) : Part.star(1, 12);
            var weekday = Part.random(random, 0, 6);
            Predicate<LocalDateTime> days = time -> day.set().get(time.getDayOfMonth());
            Predicate<LocalDateTime> weekdays =
                    time -> weekday.set().get(time.getDayOfWeek().getValue() % 7);
            var either = !day.open() && !weekday.open();
            Predicate<LocalDateTime> date = either ? days.or(weekdays) : days.and(weekdays);
            return new Written(
                    String.join(" ", minute.text(), hour.text(), day.text(), month.text(), weekday.text()),
                    hour.set().cardinality() == 24,
                    ((Predicate<LocalDateTime>) time -> minute.set().get(time.getMinute())
                                    && hour.set().get(time.getHour())
                                    && month.set().get(time.getMonthValue()))
                            .and(date));
        }
    }

    private record Part(String text, BitSet set, boolean open) {
        static Part random(Random random, int min, int max) {
            var low = min + random.nextInt(max - min + 1);
            var high = low + random.nextInt(max - low + 1);
            var step = 2 + random.nextInt(5);
            return switch (random.nextInt(6)) {
                case 0, 1 -> star(min, max);
                case 2 -> new Part("*/" + step, numbers(min, max, step), false);
                case 3 -> new Part(low + "-" + high, numbers(low, high, 1), false);
                case 4 -> new Part(low + "/" + step, numbers(low, max, step), false);
                default -> new Part(low + "," + high, bits(IntStream.of(low, high)), false);
            };
        }

        static Part star(int min, int max) {
            return new Part("*", numbers(min, max, 1), true);
        }

        private static BitSet numbers(int low, int high, int step) {
            return bits(IntStream.rangeClosed(low, high).filter(number -> (number - low) % step == 0));
        }

        private static BitSet bits(IntStream numbers) {
            var bits = new BitSet();
            numbers.forEach(bits::set);
            return bits;
        }
    }
}
