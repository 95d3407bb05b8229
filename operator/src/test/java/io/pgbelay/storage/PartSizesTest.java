package io.pgbelay.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartSizesTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void anObjectIsAsLongAsItsParts(int streams) {
        var sizes = new PartSizes(streams);
        var sum = IntStream.rangeClosed(1, PartSizes.PARTS).mapToLong(sizes::of).sum();
        assertThat(sizes.longestObject()).isEqualTo(sum);
    }

    /** What makes tables is a stream besides, of which one part waits for the others to end. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 8})
    void partsNeverFillTheWorkersMemory(int streams) {
        var sizes = new PartSizes(streams);
        for (int number = 1; number <= PartSizes.PARTS; number++) {
            var size = sizes.of(number);
            assertThat(size).isGreaterThanOrEqualTo(PartSizes.SMALLEST);
            assertThat((sizes.underWay(size) + 1L) * streams * size)
                    .isLessThanOrEqualTo((streams == 1 ? 32L : 40L) << 20);
        }
    }
}
