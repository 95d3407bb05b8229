package io.pgbelay.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GzipOutputTest {
    private static final byte[] PLAIN = "select 1;\n".repeat(100_000).getBytes(StandardCharsets.UTF_8);

    @Test
    void whatWasPackedComesBack() throws IOException {
        assertThat(UnpackedInput.gzip(new ByteArrayInputStream(packed())).readAllBytes())
                .isEqualTo(PLAIN);
    }

    @Test
    void aMissingEndIsDamage() throws IOException {
        var cut = Arrays.copyOf(packed(), packed().length - 5);
        assertThatThrownBy(
                        () -> UnpackedInput.gzip(new ByteArrayInputStream(cut)).readAllBytes())
                .isInstanceOf(Damaged.class);
    }

    @Test
    void somethingElseIsDamage() {
        assertThatThrownBy(() -> UnpackedInput.gzip(new ByteArrayInputStream(PLAIN)))
                .isInstanceOf(Damaged.class);
    }

    private static byte[] packed() throws IOException {
        var sink = new ByteArrayOutputStream();
        try (var gzip = new GzipOutput(sink, 6)) {
            gzip.write(PLAIN);
            gzip.finish();
        }
        return sink.toByteArray();
    }
}
