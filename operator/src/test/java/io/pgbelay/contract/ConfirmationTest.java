package io.pgbelay.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConfirmationTest {
    @Test
    void eachPartChangesTheWord() {
        var word = Confirmation.of("uid", "7", 1L, 16_400, "digest", "2026-11-20T08:00:00Z");

        assertThat(word).matches("[0-9a-f]{12}");
        assertThat(Stream.of(
                                Confirmation.of("other", "7", 1L, 16_400, "digest", "2026-11-20T08:00:00Z"),
                                Confirmation.of("uid", "8", 1L, 16_400, "digest", "2026-11-20T08:00:00Z"),
                                Confirmation.of("uid", null, 1L, 16_400, "digest", "2026-11-20T08:00:00Z"),
                                Confirmation.of("uid", "7", 2L, 16_400, "digest", "2026-11-20T08:00:00Z"),
                                Confirmation.of("uid", "7", 1L, 16_401, "digest", "2026-11-20T08:00:00Z"),
                                Confirmation.of("uid", "7", 1L, 16_400, "digest of another", "2026-11-20T08:00:00Z"),
                                Confirmation.of("uid", "7", 1L, 16_400, "digest", "2026-11-20T08:00:01Z"))
                        .distinct()
                        .filter(other -> !other.equals(word)))
                .hasSize(7);
        assertThat(Confirmation.of("uid", "7", 1L, 16_400, "digest", "2026-11-20T08:00:00Z"))
                .isEqualTo(word);
    }
}
