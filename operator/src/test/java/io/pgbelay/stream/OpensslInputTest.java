package io.pgbelay.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgbelay.rig.Servers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the real openssl locks we open, however it was told to make its key. */
class OpensslInputTest {
    private static final String PASSPHRASE = "corr\u00e8ct $horse 'battery'";
    private static final String SCRIPT =
            "--\n-- PostgreSQL database dump\n--\n" + "insert into t values (1);\n".repeat(5000);

    @ParameterizedTest
    @CsvSource({"''", "-pbkdf2", "-md md5", "-md sha256", "-pbkdf2 -md sha256"})
    void whatOpensslLocks(String options) throws Exception {
        assertThat(open(locked(SCRIPT, options), PASSPHRASE))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(SCRIPT);
    }

    @ParameterizedTest
    @CsvSource({"15", "16", "17", "511", "512", "513"})
    void ofAnyLength(int length) throws Exception {
        var script = SCRIPT.substring(0, length);
        if (length > 16) {
            assertThat(open(locked(script, "-pbkdf2"), PASSPHRASE))
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo(script);
        }
    }

    @Test
    void anotherPassphrase() throws Exception {
        var locked = locked(SCRIPT, "-pbkdf2");
        assertThatThrownBy(() -> open(locked, "correct horse")).isInstanceOf(Locked.class);
    }

    @Test
    void theEndIsMissing() throws Exception {
        var locked = locked(SCRIPT, "-pbkdf2");
        for (int missing : List.of(1, 15, 17, 1000)) {
            assertThatThrownBy(() -> open(Arrays.copyOf(locked, locked.length - missing), PASSPHRASE))
                    .as("without the last %d bytes", missing)
                    .isInstanceOf(Damaged.class);
        }
    }

    @Test
    void aSourceThatFailsIsNoDamage() throws Exception {
        var locked = locked(SCRIPT, "");
        var gone = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the network is gone");
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                throw new IOException("the network is gone");
            }
        };
        var source = new SequenceInputStream(new ByteArrayInputStream(locked, 0, 5000), gone);
        assertThatThrownBy(() -> OpensslInput.open(source, PASSPHRASE).readAllBytes())
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(Damaged.class)
                .hasMessage("the network is gone");
    }

    private static byte[] open(byte[] locked, String passphrase) throws IOException {
        assertThat(Nature.of(locked)).isEqualTo(Nature.OPENSSL);
        try (var clear = OpensslInput.open(new ByteArrayInputStream(locked), passphrase)) {
            return clear.readAllBytes();
        }
    }

    private static byte[] locked(String text, String options) throws Exception {
        var folder = Servers.household().folder(Servers.fresh("openssl-"));
        Files.writeString(folder.resolve("plain"), text);
        var builder = new ProcessBuilder(
                        "sh",
                        "-c",
                        "openssl enc -aes-256-cbc -salt -pass env:PASSPHRASE " + options + " <plain >locked")
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(Map.of("PASSPHRASE", PASSPHRASE));
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return Files.readAllBytes(folder.resolve("locked"));
    }
}
