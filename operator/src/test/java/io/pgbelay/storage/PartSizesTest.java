package io.pgbelay.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartSizesTest {
    @Test
    void anObjectIsAsLongAsItsParts() {
        var sum = IntStream.rangeClosed(1, PartSizes.PARTS)
                .mapToLong(PartSizes::of)
                .sum();
        assertThat(PartSizes.LONGEST_OBJECT).isEqualTo(sum);
    }

    @Test
    void partsNeverFillTheWorkersMemory() {
        for (int number = 1; number <= PartSizes.PARTS; number++) {
            var size = PartSizes.of(number);
            assertThat(size * (PartSizes.underWay(size) + 1L)).isLessThanOrEqualTo(32L << 20);
        }
    }
}
