package io.pgbelay.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is far off the backups before, and what is not. */
class FiguresTest {
    private static final Figures USUAL = figures(1_000_000, 10_000L, 20L, 60);

    @ParameterizedTest
    @CsvSource({
        "1000000, 10000, 20,   60, ",
        "1900000, 19000, 24,  239, ",
        " 510000,  5100, 17,    1, ",
        " 400000, 10000, 20,   60, 400000 bytes",
        "2100000, 10000, 20,   60, 2100000 bytes",
        "1000000,     0, 20,   60, 0 rows",
        "1000000, 20001, 20,   60, 20001 rows",
        "1000000, 10000, 15,   60, 15 tables",
        "1000000, 10000, 26,   60, 26 tables",
        "1000000, 10000, 20,  650, ",
        "1000000, 10000, 20,  661, 661 seconds",
    })
    void eachMeasureHasItsOwnFactor(long bytes, long rows, long tables, long seconds, @Nullable String words) {
        var surprise = figures(bytes, rows, tables, seconds).surprise(usual(10), null);

        if (words == null) {
            assertThat(surprise).isEmpty();
        } else {
            assertThat(surprise)
                    .hasValueSatisfying(text -> assertThat(text)
                            .startsWith(words + ", where the last 10 backups had")
                            .doesNotContain(";"));
        }
    }

    @Test
    void allThatIsOffIsNamed() {
        assertThat(figures(0, 0L, 0L, 60).surprise(usual(3), null))
                .hasValueSatisfying(text -> assertThat(text)
                        .contains(
                                "0 bytes, where the last 3 backups had 1000000 in the middle",
                                "; 0 rows",
                                "; 0 tables"));
    }

    @Test
    void aShortHistorySaysNothing() {
        assertThat(figures(0, 0L, 0L, 60).surprise(usual(2), null)).isEmpty();
    }

    @Test
    void whatWasNotCountedIsNotCompared() {
        assertThat(figures(1_000_000, null, null, 60).surprise(usual(5), null)).isEmpty();
        assertThat(figures(1_000_000, 5L, 5L, 60)
                        .surprise(Collections.nCopies(5, figures(1_000_000, null, null, 60)), null))
                .isEmpty();
    }

    @Test
    void smallThingsVary() {
        var small = Collections.nCopies(5, figures(10_000, 20L, 2L, 5));

        assertThat(figures(70_000, 60L, 3L, 500).surprise(small, null)).isEmpty();
    }

    @Test
    void growthAndOneBadNightMoveNoMedian() {
        var growing = LongStream.rangeClosed(1, 10)
                .mapToObj(night -> figures(1_000_000 + night * 50_000, 10_000L, 20L, 60))
                .toList()
                .reversed();
        assertThat(figures(1_550_000, 10_000L, 20L, 60).surprise(growing, null)).isEmpty();

        var spoilt = new java.util.ArrayList<>(usual(9));
        spoilt.addFirst(figures(0, 0L, 0L, 1));
        assertThat(USUAL.surprise(spoilt, null)).isEmpty();
    }

    @Test
    void whatSomebodyHasAcknowledgedIsNoSurpriseAgain() {
        var shrunk = figures(100_000, 500L, 20L, 60);

        assertThat(shrunk.surprise(usual(10), null)).isPresent();
        assertThat(figures(110_000, 510L, 20L, 60).surprise(usual(10), shrunk)).isEmpty();
        assertThat(USUAL.surprise(usual(10), shrunk)).isEmpty();
        assertThat(figures(1_000, 0L, 20L, 60).surprise(usual(10), shrunk)).isPresent();
    }

    private static List<Figures> usual(int count) {
        return Collections.nCopies(count, USUAL);
    }

    private static Figures figures(long bytes, @Nullable Long rows, @Nullable Long tables, long seconds) {
        return new Figures(bytes, rows, tables, Duration.ofSeconds(seconds));
    }
}
