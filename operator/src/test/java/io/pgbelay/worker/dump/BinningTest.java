package io.pgbelay.worker.dump;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.postgres.TableSizes;
import io.pgbelay.postgres.TableSizes.Leaf;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which tables are dumped apart. */
class BinningTest {
    @Test
    void theLargestFirstEachToWhereLeastIs() {
        assertThat(patterns(sizes(5, 90, 60, 50, 40, 30), 3)).containsExactly(List.of("90"), List.of("60", "30"));
    }

    @Test
    void whatIsNoTableStaysWithTheFirstStream() {
        assertThat(patterns(sizes(1000, 90, 60, 50), 2)).containsExactly(List.of("90", "60", "50"));
    }

    @Test
    void whereNothingIsThereNothingIsDividedUp() {
        assertThat(Binning.of(sizes(0), 8).apart()).isEmpty();
        assertThat(Binning.of(sizes(8192, 0, 0), 8).apart()).isEmpty();
        assertThat(patterns(sizes(8192, 100), 8)).containsExactly(List.of("100"));
    }

    @Test
    void oneTableCannotBeDivided() {
        assertThat(sizes(10, 85, 5).largestShare()).isEqualTo(85);
        assertThat(sizes(0).largestShare()).isZero();
    }

    /** So many that their names fit no argument vector: the smallest stay together, and every one is somewhere once. */
    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8})
    void manyTablesFitTheArguments(int streams) {
        var leaves = IntStream.range(0, 20_000)
                .mapToObj(i -> new Leaf("\"schema\".\"tä" + i + "\"", List.of("s" + i), 30_000 - i))
                .toList();
        var binning = Binning.of(new TableSizes(leaves, 0), streams);

        assertThat(binning.apart()).hasSizeLessThan(streams);
        assertThat(binning.elsewhere())
                .doesNotHaveDuplicates()
                .isSubsetOf(leaves.stream().map(Leaf::pattern).toList());
        assertThat(binning.elsewhere().stream()
                        .mapToInt(word -> "--exclude-table-data=".length() + word.length() + 2)
                        .sum())
                .isLessThan(40_000);
    }

    private static List<List<String>> patterns(TableSizes sizes, int streams) {
        return Binning.of(sizes, streams).apart().stream()
                .map(bin -> bin.stream().map(Leaf::pattern).toList())
                .toList();
    }

    private static TableSizes sizes(long rest, int... leaves) {
        return new TableSizes(
                IntStream.of(leaves)
                        .mapToObj(bytes -> new Leaf(String.valueOf(bytes), List.of(), bytes))
                        .toList(),
                rest);
    }
}
