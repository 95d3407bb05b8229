package io.pgbelay.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronTest {
    @ParameterizedTest(name = "{0} after {1} is {2}")
    @CsvSource(
            delimiter = ';',
            value = {
                "0 1 * * *            ; 2026-11-20T00:59:59Z ; 2026-11-20T01:00:00Z",
                "0 1 * * *            ; 2026-11-20T01:00:00Z ; 2026-11-21T01:00:00Z",
                "*/15 * * * *         ; 2026-11-20T01:07:00Z ; 2026-11-20T01:15:00Z",
                "5/20 * * * *         ; 2026-11-20T01:26:00Z ; 2026-11-20T01:45:00Z",
                "0,30 8-10 * * *      ; 2026-11-20T10:00:00Z ; 2026-11-20T10:30:00Z",
                "0,30 8-10 * * *      ; 2026-11-20T10:30:00Z ; 2026-11-21T08:00:00Z",
                "0 8-18/5 * * *       ; 2026-11-20T09:00:00Z ; 2026-11-20T13:00:00Z",
                "0 0 1 jan ?          ; 2026-11-20T00:00:00Z ; 2027-01-01T00:00:00Z",
                "0 0 * JUN-Aug MON-fri; 2026-11-20T00:00:00Z ; 2027-06-01T00:00:00Z",
                "0 0 * * sun          ; 2026-11-20T00:00:00Z ; 2026-11-22T00:00:00Z",
                "0 0 29 2 *           ; 2096-03-01T00:00:00Z ; 2104-02-29T00:00:00Z",
                "59 23 31 12 *        ; 2026-12-31T23:59:00Z ; 2027-12-31T23:59:00Z",
                "@hourly              ; 2026-11-20T01:07:00Z ; 2026-11-20T02:00:00Z",
                "@daily               ; 2026-11-20T01:07:00Z ; 2026-11-21T00:00:00Z",
                "@midnight            ; 2026-11-20T01:07:00Z ; 2026-11-21T00:00:00Z",
                "@weekly              ; 2026-11-20T01:07:00Z ; 2026-11-22T00:00:00Z",
                "@monthly             ; 2026-11-20T01:07:00Z ; 2026-12-01T00:00:00Z",
                "@yearly              ; 2026-11-20T01:07:00Z ; 2027-01-01T00:00:00Z",
                "@annually            ; 2026-11-20T01:07:00Z ; 2027-01-01T00:00:00Z",
                "@every 90m           ; 2026-11-20T00:00:00Z ; 2026-11-20T01:30:00Z",
                "@every 1h30m         ; 2026-11-20T01:30:00Z ; 2026-11-20T03:00:00Z",
                "@every 8s            ; 2026-11-20T00:00:07.5Z ; 2026-11-20T00:00:08Z",
            })
    void next(String expression, String after, String expected) {
        assertThat(utc(expression).next(Instant.parse(after), ZoneOffset.UTC)).contains(Instant.parse(expected));
    }

    @ParameterizedTest(name = "{0} at or before {1} is {2}")
    @CsvSource(
            delimiter = ';',
            value = {
                "0 1 * * *    ; 2026-11-20T01:00:00Z ; 2026-11-20T01:00:00Z",
                "0 1 * * *    ; 2026-11-20T00:59:59Z ; 2026-11-19T01:00:00Z",
                "0 0 29 2 *   ; 2104-02-28T23:59:59Z ; 2096-02-29T00:00:00Z",
                "30 22 31 * * ; 2026-11-20T00:00:00Z ; 2026-10-31T22:30:00Z",
                "@weekly      ; 2026-11-20T01:07:00Z ; 2026-11-15T00:00:00Z",
                "@every 6h    ; 2026-11-20T05:59:59Z ; 2026-11-20T00:00:00Z",
                "@every 6h    ; 2026-11-20T06:00:00Z ; 2026-11-20T06:00:00Z",
            })
    void previous(String expression, String atOrBefore, String expected) {
        assertThat(utc(expression).previous(Instant.parse(atOrBefore), ZoneOffset.UTC))
                .contains(Instant.parse(expected));
    }

    /** The 13th, Fridays, or both: 1 November 2026 is a Sunday. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "0 0 13 * fri   ; 2026-11-06T00:00:00Z", // either is enough
                "0 0 13 * *     ; 2026-11-13T00:00:00Z", // a star leaves the choice to the other
                "0 0 ? * fri    ; 2026-11-06T00:00:00Z",
                "0 0 */1 * fri  ; 2026-11-06T00:00:00Z", // a step of one is a star
                "0 0 */2 * fri  ; 2026-11-03T00:00:00Z", // any other step is a restriction
                "0 0 13,* * fri ; 2026-11-06T00:00:00Z", // a star in a list counts
            })
    void dayOfMonthOrDayOfWeek(String expression, String expected) {
        var after = Instant.parse("2026-11-01T12:00:00Z");
        assertThat(utc(expression).next(after, ZoneOffset.UTC)).contains(Instant.parse(expected));
    }

    @Test
    void aDayThatNoMonthHasNeverComes() {
        var never = utc("0 0 31 2 *");
        var now = Instant.parse("2026-11-20T00:00:00Z");
        assertThat(never.next(now, ZoneId.of("Europe/Berlin"))).isEmpty();
        assertThat(never.previous(now, ZoneId.of("Europe/Berlin"))).isEmpty();
        assertThat(never.interval(now, ZoneId.of("Europe/Berlin"))).isEmpty();
        assertThat(utc("* * 31 2 *").next(now, ZoneId.of("Europe/Berlin"))).isEmpty();
        assertThat(utc("* * 31 2 *").previous(now, ZoneId.of("Europe/Berlin"))).isEmpty();
    }

    @Test
    void intervalIsTheDistanceOfTheTwoTimesAroundNow() {
        var now = Instant.parse("2026-11-20T12:00:00Z");
        assertThat(utc("0 1 * * *").interval(now, ZoneOffset.UTC)).contains(Duration.ofDays(1));
        assertThat(utc("0 12 * * *").interval(now, ZoneOffset.UTC)).contains(Duration.ofDays(1));
        assertThat(utc("0 0 * * mon,fri").interval(now, ZoneOffset.UTC)).contains(Duration.ofDays(3));
        assertThat(utc("@every 20m").interval(now, ZoneOffset.UTC)).contains(Duration.ofMinutes(20));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "  0   1 * *\t* ",
                "0 1 * * *",
                "? ? ? ? ?",
                "0-59/7 0 1-31 jan-DEC sun-SAT",
                "1,,2 * * * *",
                "*-7 * * * *",
                "+5 * * * *",
                "59/100 * * * *",
                "@every 1s",
                "@every 1.5h",
                "@every 300ms",
            })
    void accepts(String expression) {
        assertThat(utc(expression)).hasToString(expression);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "-                ; write five fields",
                "0 1 * *          ; write five fields",
                "0 0 1 * * *      ; write five fields",
                "60 * * * *       ; '60' is no minute: write 0 to 59",
                "99 0 * * *       ; '99' is no minute",
                "0 24 * * *       ; '24' is no hour",
                "0 0 0 * *        ; '0' is no day of month",
                "0 0 32 * *       ; '32' is no day of month",
                "0 0 * 13 *       ; '13' is no month: write 1 to 12, or jan to dec",
                "0 0 * * 7        ; '7' is no day of week: write 0 to 6, or sun to sat",
                "0 0 * mon *      ; 'mon' is no month",
                "0 0 * * funday   ; 'funday' is no day of week",
                "0 9-5 * * *      ; '9-5' begins after its end",
                "0 0 * * sat-sun  ; 'sat-sun' begins after its end",
                "*/0 * * * *      ; the step after the slash is a number from 1",
                "*/x * * * *      ; the step after the slash is a number from 1",
                "1/2/3 * * * *    ; '1/2/3' is no minute",
                "1-2-3 * * * *    ; '1-2-3' is no minute",
                "-1 * * * *       ; '-1' is no minute",
                ", * * * *        ; ',' is no minute",
                "0 0 L * *        ; 'L' is no day of month",
                "h 0 * * *        ; 'h' is no minute",
                "H(5) 0 * * *     ; 'H(5)' is no minute",
                "H(9-5) 0 * * *   ; 'H(9-5)' begins after its end",
                "H(0-60) 0 * * *  ; 'H(0-60)' is no minute",
                "H-5 0 * * *      ; 'H-5' is no minute",
                "@dayly           ; '@dayly' is no macro",
                "@Daily           ; '@Daily' is no macro",
                "@reboot          ; '@reboot' is no macro",
                "@every           ; '@every' is no macro",
                "@every day       ; 'day' is no duration",
                "@every -1h       ; '-1h' is no duration",
                "@every 999999h   ; is too long",
                "TZ=UTC 0 1 * * * ; write the time zone in timeZone",
                "CRON_TZ=UTC 0 1 * * * ; write the time zone in timeZone",
            })
    void refusesInPlainWords(String expression, String words) {
        assertThatThrownBy(() -> utc(expression))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Etc/UTC", "UTC", "Europe/Berlin", "US/Eastern", "EST", "MST", "HST", "ROC", "Etc/GMT+5"})
    void knowsTheZonesThatKubernetesKnows(String zone) {
        assertThat(utc("0 1 * * *").next(Instant.EPOCH, Cron.zone(zone))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Berlin", "europe/berlin", "+02:00", "GMT+2", "Z", "Local", "Mars/Phobos"})
    void refusesOtherZones(String zone) {
        assertThatThrownBy(() -> Cron.zone(zone)).hasMessageContaining("is no time zone: write an IANA name");
    }

    private static Cron utc(String expression) {
        return Cron.parse(expression, "shop-prod/orders");
    }
}
