package io.pgbelay.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A weekend in Berlin, from Friday at four to Monday at eight. */
class WindowTest {
    private final Window weekend = Window.parse("0 16 * * fri", Duration.ofHours(64), "Europe/Berlin", "prod/shop");

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T14:59:59Z,",
        "2026-11-20T15:00:00Z, 2026-11-23T07:00:00Z",
        "2026-11-22T12:00:00Z, 2026-11-23T07:00:00Z",
        "2026-11-23T06:59:59Z, 2026-11-23T07:00:00Z",
        "2026-11-23T07:00:00Z,"
    })
    void itIsOpenFromItsBeginningToItsEnd(Instant now, Instant end) {
        assertThat(weekend.openUntil(now).orElse(null)).isEqualTo(end);
    }

    @Test
    void whatIsNoScheduleIsRefused() {
        assertThatThrownBy(() -> Window.parse("0 25 * * *", Duration.ofHours(1), "Etc/UTC", ""))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Window.parse("0 5 * * *", Duration.ofHours(1), "Europe/Nowhere", ""))
                .hasMessageContaining("is no time zone");
    }
}
