package io.pgbelay.cron;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CronHashTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    /** A change of these times would move every schedule of every user. */
    @Test
    void theChoiceIsForEver() {
        assertThat(Stream.of("H H * * *", "H H H * *", "H/15 * * * *", "H(10-19) H(1-4) * * H")
                        .map(expression -> next(expression, "shop-prod/orders"))
                        .map(LocalDateTime::toString))
                .containsExactly("2026-11-21T00:38", "2026-12-15T00:38", "2026-11-20T12:08", "2026-11-24T01:18");
    }

    @Test
    void namesSpreadOverTheWholeRange() {
        var starts = starts("H H * * *");
        for (var hour = 0; hour < 24; hour++) {
            assertThat(count(starts, hour, LocalDateTime::getHour)).isBetween(20, 2 * 1000 / 24);
        }
        for (var minute = 0; minute < 60; minute++) {
            assertThat(count(starts, minute, LocalDateTime::getMinute)).isBetween(4, 2 * 1000 / 60);
        }
    }

    @Test
    void everyMonthHasTheChosenDay() {
        assertThat(starts("H H H * *")).allMatch(start -> start.getDayOfMonth() <= 28);
        assertThat(starts("H H H * *").stream()
                        .mapToInt(LocalDateTime::getDayOfMonth)
                        .distinct())
                .hasSize(28);
    }

    @Test
    void aRangeIsKept() {
        assertThat(starts("H(10-19) H(1-4) * * *"))
                .allMatch(start -> start.getHour() >= 1 && start.getHour() <= 4)
                .allMatch(start -> start.getMinute() >= 10 && start.getMinute() <= 19);
    }

    @Test
    void aStepChoosesWhereItBegins() {
        assertThat(starts("H/15 * * * *").stream()
                        .mapToInt(start -> start.getMinute() % 15)
                        .distinct())
                .hasSize(15);
        var cron = Cron.parse("H(30-59)/10 * * * *", "shop-prod/orders");
        var minutes = Stream.iterate(NOW, at -> cron.next(at, ZoneOffset.UTC).orElseThrow())
                .skip(1)
                .limit(6)
                .map(at -> at.atOffset(ZoneOffset.UTC).getMinute())
                .toList();
        var first = minutes.getFirst();
        assertThat(first).isBetween(30, 39);
        assertThat(minutes).containsExactly(first, first + 10, first + 20, first, first + 10, first + 20);
    }

    private static List<LocalDateTime> starts(String expression) {
        return IntStream.range(0, 1000)
                .mapToObj(i -> next(expression, "shop-%d/orders-%03d".formatted(i % 7, i)))
                .toList();
    }

    private static int count(
            List<LocalDateTime> starts, int value, java.util.function.ToIntFunction<LocalDateTime> of) {
        return (int)
                starts.stream().filter(start -> of.applyAsInt(start) == value).count();
    }

    private static LocalDateTime next(String expression, String seed) {
        var tick = Cron.parse(expression, seed).next(NOW, ZoneOffset.UTC).orElseThrow();
        return LocalDateTime.ofInstant(tick, ZoneOffset.UTC);
    }
}
