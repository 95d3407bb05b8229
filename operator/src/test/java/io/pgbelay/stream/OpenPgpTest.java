package io.pgbelay.stream;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgbelay.rig.Gpg;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What we lock gpg opens, and what gpg locks we open. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenPgpTest {
    private static final String PASSPHRASE = "corr\u00e8ct horse";
    private static final int MIB = 1 << 20;

    private final Gpg gpg = open();
    private @Nullable OpenPgpKeys curve;
    private @Nullable OpenPgpKeys rsa;

    private static Gpg open() {
        try {
            return Gpg.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeAll
    void keys() throws Exception {
        gpg.make("curve@example.com", "");
        gpg.make("rsa@example.com", "rsa2048", "default", "never", "for the key");
        gpg.run(
                "--pinentry-mode",
                "loopback",
                "--passphrase",
                "for the key",
                "--quick-add-key",
                gpg.fingerprint("rsa@example.com"),
                "rsa2048",
                "encr",
                "never");
        curve = OpenPgpKeys.of(gpg.privateKey("curve@example.com", "").getBytes(StandardCharsets.UTF_8), null);
        rsa = OpenPgpKeys.of(
                gpg.privateKey("rsa@example.com", "for the key").getBytes(StandardCharsets.UTF_8), "for the key");
    }

    @AfterAll
    void close() throws Exception {
        gpg.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 3 * MIB + 17})
    void gpgOpensWhatWeLockForItsKeys(int length) throws Exception {
        var plain = noise(length);
        var recipients = Recipients.read(gpg.publicKeys("curve@example.com", "rsa@example.com"), Instant.now());
        var locked = locked(plain, next -> OpenPgpOutput.forRecipients(next, recipients));
        assertThat(recipients.fingerprints()).hasSize(2);
        assertThat(gpg.run(locked, "--decrypt", "--pinentry-mode", "loopback", "--passphrase", ""))
                .isEqualTo(plain);
    }

    @Test
    void gpgOpensWhatWeLockByPassphrase() throws Exception {
        var plain = noise(3 * MIB + 17);
        var locked = locked(plain, next -> OpenPgpOutput.byPassphrase(next, PASSPHRASE));
        assertThat(gpg.run(locked, "--decrypt", "--pinentry-mode", "loopback", "--passphrase", PASSPHRASE))
                .isEqualTo(plain);
        var packets = new String(
                gpg.run(locked, "--list-packets", "--pinentry-mode", "loopback", "--passphrase", PASSPHRASE),
                StandardCharsets.UTF_8);
        assertThat(packets).contains("cipher 9", "s2k 3", "hash 8", "count 65011712", "mdc_method: 2");
    }

    @Test
    void weOpenWhatWeLock() throws Exception {
        var plain = noise(2 * MIB + 3);
        var recipients = Recipients.read(gpg.publicKeys(), Instant.now());
        var forOwners = locked(plain, next -> OpenPgpOutput.forRecipients(next, recipients));
        assertThat(opened(forOwners, curve())).isEqualTo(plain);
        assertThat(opened(forOwners, rsa())).isEqualTo(plain);
        var bySecret = locked(plain, next -> OpenPgpOutput.byPassphrase(next, PASSPHRASE));
        assertThat(opened(bySecret, OpenPgpKeys.of(PASSPHRASE))).isEqualTo(plain);
    }

    @Test
    void weOpenWhatGpgLocks() throws Exception {
        var plain = "a line of text that can be packed\n".repeat(50_000).getBytes(StandardCharsets.UTF_8);
        var compressed = gpg.run(plain, "--encrypt", "--recipient", "curve@example.com");
        var armored = gpg.run(plain, "--armor", "--encrypt", "--recipient", "rsa@example.com");
        var hidden = gpg.run(plain, "--encrypt", "--hidden-recipient", "curve@example.com");
        var secret = gpg.run(plain, "--symmetric", "--pinentry-mode", "loopback", "--passphrase", PASSPHRASE);
        assertThat(opened(compressed, curve())).isEqualTo(plain);
        assertThat(opened(armored, rsa())).isEqualTo(plain);
        assertThat(opened(hidden, curve())).isEqualTo(plain);
        assertThat(opened(secret, OpenPgpKeys.of(PASSPHRASE))).isEqualTo(plain);
    }

    @Test
    void aKeyThatDoesNotFitIsToldFromDamage() throws Exception {
        var forOwner = locked(
                noise(100),
                next -> OpenPgpOutput.forRecipients(
                        next, Recipients.read(gpg.publicKeys("curve@example.com"), Instant.now())));
        assertThatThrownBy(() -> opened(forOwner, rsa()))
                .isInstanceOf(Locked.class)
                .hasMessageContaining("opens with the key");
        assertThatThrownBy(() -> opened(forOwner, OpenPgpKeys.of(PASSPHRASE))).isInstanceOf(Locked.class);
        var bySecret = locked(noise(100), next -> OpenPgpOutput.byPassphrase(next, PASSPHRASE));
        assertThatThrownBy(() -> opened(bySecret, OpenPgpKeys.of("wrong"))).isInstanceOf(Locked.class);
        assertThatThrownBy(() -> opened(new byte[0], curve())).isInstanceOf(Damaged.class);
        assertThatThrownBy(() -> opened(noise(1000), curve())).isInstanceOf(Damaged.class);
    }

    @Test
    void aMessageWithoutItsMdcIsRefused() throws Exception {
        var naked = gpg.run(
                noise(1000),
                "--rfc2440",
                "--cipher-algo",
                "AES256",
                "--disable-mdc",
                "--symmetric",
                "--pinentry-mode",
                "loopback",
                "--passphrase",
                PASSPHRASE);
        assertThatThrownBy(() -> opened(naked, OpenPgpKeys.of(PASSPHRASE)))
                .isInstanceOf(Damaged.class)
                .hasMessageContaining("MDC");
    }

    /** Never other bytes than those that were locked, whatever is changed or missing: at the latest at the end. */
    @Test
    void everyFlippedBitAndEveryMissingEndIsNoticed() throws Exception {
        var plain = noise(200_000);
        var recipients = Recipients.read(gpg.publicKeys("curve@example.com"), Instant.now());
        var locked = locked(plain, next -> OpenPgpOutput.forRecipients(next, recipients));
        var random = new Random(11);
        for (int i = 0; i < 200; i++) {
            var flipped = locked.clone();
            var at = random.nextInt(i % 2 == 0 ? locked.length : 400);
            flipped[at] ^= (byte) (1 << random.nextInt(8));
            noticed("bit flipped in byte " + at, flipped, plain);
            var length = random.nextInt(locked.length);
            assertThatThrownBy(() -> opened(Arrays.copyOf(locked, length), curve()))
                    .as("cut after " + length)
                    .isInstanceOfAny(Damaged.class, Locked.class);
        }
    }

    /** A few bits say nothing of the content, such as the name of the key: then the content is the right one. */
    private void noticed(String what, byte[] message, byte[] plain) throws Exception {
        try {
            assertThat(opened(message, curve())).as(what).isEqualTo(plain);
        } catch (Damaged | Locked e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @Test
    void theSourcesTroubleIsNotOurs() throws Exception {
        var locked = locked(noise(200_000), next -> OpenPgpOutput.byPassphrase(next, PASSPHRASE));
        var broken = new SequenceInputStream(new ByteArrayInputStream(locked, 0, 100_000), new Broken());
        assertThatThrownBy(() ->
                        OpenPgpInput.open(broken, OpenPgpKeys.of(PASSPHRASE)).readAllBytes())
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("connection reset");
    }

    @Test
    void closingWithoutFinishingWritesNoEnd() throws Exception {
        var sink = new ByteArrayOutputStream();
        try (var stage = OpenPgpOutput.byPassphrase(sink, PASSPHRASE)) {
            stage.write(noise(1000));
        }
        assertThatThrownBy(() -> opened(sink.toByteArray(), OpenPgpKeys.of(PASSPHRASE)))
                .isInstanceOf(Damaged.class);
    }

    @Test
    void aPrivateKeyTakesItsPassphrase() throws Exception {
        var file = gpg.privateKey("rsa@example.com", "for the key").getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> OpenPgpKeys.of(file, null)).hasMessageContaining("is protected");
        assertThatThrownBy(() -> OpenPgpKeys.of(file, "wrong")).hasMessageContaining("does not open the private key");
        assertThatThrownBy(() -> OpenPgpKeys.of(gpg.publicKeys(), null)).hasMessageContaining("no private key");
    }

    private OpenPgpKeys curve() {
        return requireNonNull(curve);
    }

    private OpenPgpKeys rsa() {
        return requireNonNull(rsa);
    }

    private static final class Broken extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("connection reset");
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return read();
        }
    }

    private interface Lock {
        StageOutput on(OutputStream next) throws Exception;
    }

    private static byte[] locked(byte[] plain, Lock lock) throws Exception {
        var sink = new ByteArrayOutputStream();
        try (var stage = lock.on(sink)) {
            for (int at = 0; at < plain.length; at += 100_000) {
                stage.write(plain, at, Math.min(100_000, plain.length - at));
            }
            stage.finish();
        }
        return sink.toByteArray();
    }

    private static byte[] opened(byte[] message, OpenPgpKeys keys) throws IOException {
        return OpenPgpInput.open(new ByteArrayInputStream(message), keys).readAllBytes();
    }

    private static byte[] noise(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
