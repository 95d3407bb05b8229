package io.pgbelay.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReceiptTest {
    @Test
    void sizesAreForPeople() {
        assertThat(Receipt.human(0)).isEqualTo("0 B");
        assertThat(Receipt.human(1023)).isEqualTo("1023 B");
        assertThat(Receipt.human(389_300_000)).isEqualTo("371.3 MiB");
    }
}
