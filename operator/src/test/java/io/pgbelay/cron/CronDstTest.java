package io.pgbelay.cron;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a schedule in the two nights in which the clock is changed. */
class CronDstTest {
    @ParameterizedTest(name = "{0}: {1} from {2}")
    @CsvSource(
            delimiter = ';',
            value = {
                // Berlin, 29 March 2026: 02:00 becomes 03:00.
                "Europe/Berlin ; 30 2 * * *      ; 2026-03-28T12:00+01:00 ; 2026-03-29T03:00+02:00, 2026-03-30T02:30+02:00",
                "Europe/Berlin ; 0 3 * * *       ; 2026-03-28T12:00+01:00 ; 2026-03-29T03:00+02:00, 2026-03-30T03:00+02:00",
                "Europe/Berlin ; 0,30 2,3 * * *  ; 2026-03-29T00:00+01:00 ; 2026-03-29T03:00+02:00, 2026-03-29T03:30+02:00",
                "Europe/Berlin ; */20 2 * * *    ; 2026-03-29T00:00+01:00 ; 2026-03-29T03:00+02:00, 2026-03-30T02:00+02:00",
                "Europe/Berlin ; 15 * * * *      ; 2026-03-29T01:00+01:00 ; 2026-03-29T01:15+01:00, 2026-03-29T03:15+02:00",
                "Europe/Berlin ; @daily          ; 2026-03-28T12:00+01:00 ; 2026-03-29T00:00+01:00, 2026-03-30T00:00+02:00",
                // Berlin, 25 October 2026: 03:00 becomes 02:00.
                "Europe/Berlin ; 30 2 * * *      ; 2026-10-24T12:00+02:00 ; 2026-10-25T02:30+02:00, 2026-10-26T02:30+01:00",
                "Europe/Berlin ; 0 3 * * *       ; 2026-10-24T12:00+02:00 ; 2026-10-25T03:00+01:00, 2026-10-26T03:00+01:00",
                "Europe/Berlin ; 0 */2 * * *     ; 2026-10-25T00:30+02:00 ; 2026-10-25T02:00+02:00, 2026-10-25T04:00+01:00",
                "Europe/Berlin ; 15 * * * *      ; 2026-10-25T02:00+02:00 ; 2026-10-25T02:15+02:00, 2026-10-25T02:15+01:00",
                "Europe/Berlin ; * * * * *       ; 2026-10-25T02:58+02:00 ; 2026-10-25T02:59+02:00, 2026-10-25T02:00+01:00",
                // New York: 8 March and 1 November 2026, at 02:00.
                "America/New_York ; 30 2 * * *   ; 2026-03-07T12:00-05:00 ; 2026-03-08T03:00-04:00, 2026-03-09T02:30-04:00",
                "America/New_York ; 30 1 * * *   ; 2026-10-31T12:00-04:00 ; 2026-11-01T01:30-04:00, 2026-11-02T01:30-05:00",
                "America/New_York ; 30 1 * * sun ; 2026-11-01T01:45-04:00 ; 2026-11-08T01:30-05:00, 2026-11-15T01:30-05:00",
                // Lord Howe changes by half an hour: on 4 October 2026 02:00 becomes 02:30, on 5 April 02:00 becomes
                // 01:30.
                "Australia/Lord_Howe ; 15 2 * * *  ; 2026-10-03T12:00+10:30 ; 2026-10-04T02:30+11:00, 2026-10-05T02:15+11:00",
                "Australia/Lord_Howe ; 45 1 * * *  ; 2026-04-04T12:00+11:00 ; 2026-04-05T01:45+11:00, 2026-04-06T01:45+10:30",
                "Australia/Lord_Howe ; 45 * * * *  ; 2026-04-05T01:00+11:00 ; 2026-04-05T01:45+11:00, 2026-04-05T01:45+10:30",
                // Beirut's clock jumps at midnight: the day begins at 01:00.
                "Asia/Beirut   ; @daily          ; 2026-03-28T12:00+02:00 ; 2026-03-29T01:00+03:00, 2026-03-30T00:00+03:00",
                // Samoa left out the whole of 30 December 2011.
                "Pacific/Apia  ; 0 1 * * *       ; 2011-12-29T12:00-10:00 ; 2011-12-31T00:00+14:00, 2011-12-31T01:00+14:00",
            })
    void twoTimesInARow(String zone, String expression, String after, String expected) {
        var cron = Cron.parse(expression, "shop-prod/orders");
        var zoneId = ZoneId.of(zone);
        var from = OffsetDateTime.parse(after).toInstant();
        var ticks = Stream.of(expected.split(", "))
                .map(OffsetDateTime::parse)
                .map(OffsetDateTime::toInstant)
                .toList();
        assertThat(following(cron, from, zoneId)).isEqualTo(ticks);
        assertThat(cron.previous(ticks.getLast().minusMillis(1), zoneId)).contains(ticks.getFirst());
        assertThat(cron.previous(ticks.getLast(), zoneId)).contains(ticks.getLast());
    }

    private static List<Instant> following(Cron cron, Instant after, ZoneId zone) {
        var first = cron.next(after, zone);
        return Stream.of(first, first.flatMap(tick -> cron.next(tick, zone)))
                .flatMap(Optional::stream)
                .toList();
    }
}
