package io.pgbelay.worker.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BuildNameTest {
    @Test
    void aShortNameStays() {
        assertThat(BuildName.of("orders", "0123abcd")).isEqualTo("orders_belay_0123abcd");
    }

    @Test
    void postgresNeverCutsIt() {
        for (int ascii = 0; ascii <= 63; ascii++) {
            var name = BuildName.of("a".repeat(ascii) + "ü😀".repeat(20), "0123abcd");
            assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(63);
            assertThat(name).endsWith("_belay_0123abcd").doesNotContain("?");
        }
    }
}
