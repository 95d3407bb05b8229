package io.pgbelay.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZstdFramesTest {
    private static final int FRAME = 4 << 20;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, FRAME - 1, FRAME, FRAME + 1, 3 * FRAME, 5 * FRAME + 12_345})
    void whatWasPackedComesBack(int length) throws IOException {
        var plain = text(length);
        assertThat(unpacked(packed(plain, 1))).isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 13})
    void zstdItselfOpensAllFrames(int level, @TempDir Path folder) throws Exception {
        var plain = text(2 * FRAME + 777);
        var file = Files.write(folder.resolve("dump.zst"), packed(plain, level));
        var zstd = new ProcessBuilder("zstd", "-d", "-c", file.toString()).start();
        assertThat(zstd.getInputStream().readAllBytes()).isEqualTo(plain);
        assertThat(zstd.waitFor()).isZero();
    }

    @Test
    void aFlippedBitIsDamage() throws IOException {
        var packed = packed(text(FRAME / 4), 1);
        var random = new Random(7);
        for (int i = 0; i < 40; i++) {
            var flipped = packed.clone();
            // Behind the frame's head; a flip there may also read as another frame's length.
            flipped[20 + random.nextInt(packed.length - 20)] ^= (byte) (1 << random.nextInt(8));
            assertThatThrownBy(() -> unpacked(flipped)).isInstanceOf(Damaged.class);
        }
    }

    @Test
    void aMissingEndIsDamage() throws IOException {
        var packed = packed(text(2 * FRAME), 1);
        for (var length : new int[] {packed.length - 1, packed.length / 2 + 1, 3}) {
            assertThatThrownBy(() -> unpacked(java.util.Arrays.copyOf(packed, length)))
                    .isInstanceOf(Damaged.class);
        }
    }

    @Test
    void closingWithoutFinishingWritesNoEnd() throws IOException {
        var sink = new ByteArrayOutputStream();
        try (var frames = new ZstdFrames(sink, 1)) {
            frames.write(text(1000));
        }
        assertThat(sink.size()).isZero();
    }

    @Test
    void theNextOutputsTroubleIsOurs() {
        var broken = new java.io.OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("disk full");
            }
        };
        try (var frames = new ZstdFrames(broken, 1)) {
            assertThatThrownBy(() -> {
                        frames.write(text(4 * FRAME));
                        frames.finish();
                    })
                    .hasMessage("disk full");
        }
    }

    private static byte[] packed(byte[] plain, int level) throws IOException {
        var sink = new ByteArrayOutputStream();
        try (var frames = new ZstdFrames(sink, level)) {
            for (int at = 0; at < plain.length; at += 100_000) {
                frames.write(plain, at, Math.min(100_000, plain.length - at));
            }
            frames.finish();
        }
        return sink.toByteArray();
    }

    private static byte[] unpacked(byte[] packed) throws IOException {
        return UnpackedInput.zstd(new ByteArrayInputStream(packed)).readAllBytes();
    }

    private static byte[] text(int length) {
        var random = new Random(length);
        var bytes = new byte[length];
        random.nextBytes(bytes);
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) ('a' + (bytes[i] & 7));
        }
        return bytes;
    }
}
