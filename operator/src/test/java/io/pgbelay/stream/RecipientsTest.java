package io.pgbelay.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgbelay.rig.Gpg;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which key of an owner is taken, and what is said of those that cannot be. Times are gpg's own, faked. */
class RecipientsTest {
    private static final Instant IN_2026 = Instant.parse("2026-07-01T00:00:00Z");
    private static final String[] IN_2020 = {"--faked-system-time", "20200101T000000"};

    private Gpg gpg;

    @BeforeEach
    void open() throws Exception {
        gpg = Gpg.open();
    }

    @AfterEach
    void close() throws Exception {
        gpg.close();
    }

    @Test
    void theNewestGoodSubkeyIsTaken() throws Exception {
        gpg.make("ops@example.com", "ed25519", "sign", "never", "", IN_2020);
        subkey("20200102T000000", "cv25519", "encr", "never");
        subkey("20210101T000000", "rsa2048", "encr", "never");
        subkey("20220101T000000", "cv25519", "encr", "1y");
        subkey("20230101T000000", "ed25519", "sign", "never");
        var listed = new String(gpg.run("--with-colons", "--list-keys", "ops@example.com"), StandardCharsets.UTF_8);
        var rsa = listed.lines()
                .dropWhile(line -> !line.startsWith("sub:") || !line.contains(":2048:1:"))
                .filter(line -> line.startsWith("fpr:"))
                .findFirst()
                .orElseThrow()
                .split(":", -1)[9];

        var recipients = Recipients.read(gpg.publicKeys("ops@example.com"), IN_2026);

        assertThat(recipients.fingerprints()).containsExactly(rsa.toUpperCase(Locale.ROOT));
        assertThat(Recipients.read(gpg.publicKeys("ops@example.com"), Instant.parse("2022-07-01T00:00:00Z"))
                        .fingerprints())
                .as("what is expired now was good then")
                .doesNotContain(rsa);
    }

    @Test
    void severalFilesMayBeJoinedInOne() throws Exception {
        gpg.make("first@example.com", "");
        gpg.make("second@example.com", "");
        var joined = text(gpg.publicKeys("first@example.com")) + "\nand for the second:\n"
                + text(gpg.publicKeys("second@example.com"));
        assertThat(Recipients.read(joined.getBytes(StandardCharsets.UTF_8), Instant.now())
                        .fingerprints())
                .hasSize(2);
        assertThat(Recipients.read(gpg.run("--export"), Instant.now()).fingerprints())
                .as("not armored")
                .hasSize(2);
    }

    @Test
    void oneThatIsExpiredSpoilsAll() throws Exception {
        gpg.make("good@example.com", "future-default", "default", "never", "", IN_2020);
        gpg.make("old@example.com", "future-default", "default", "1y", "", IN_2020);
        assertThatThrownBy(() -> Recipients.read(gpg.publicKeys(), IN_2026))
                .isInstanceOf(UnusableKey.class)
                .hasMessageContaining("old@example.com expired at 2020-12-31");
    }

    @Test
    void oneThatWasRevokedIsRefused() throws Exception {
        gpg.make("gone@example.com", "");
        gpg.revoke("gone@example.com");
        assertThatThrownBy(() -> Recipients.read(gpg.publicKeys(), Instant.now()))
                .hasMessageContaining("gone@example.com was revoked");
    }

    @Test
    void oneThatCanOnlySignIsRefused() throws Exception {
        gpg.make("signer@example.com", "ed25519", "sign", "never", "");
        assertThatThrownBy(() -> Recipients.read(gpg.publicKeys(), Instant.now()))
                .hasMessageContaining("signer@example.com has no key for encryption that is good now");
    }

    @Test
    void aSubkeyThatIsExpiredOrRevokedIsNamed() throws Exception {
        gpg.make("ops@example.com", "ed25519", "sign", "never", "", IN_2020);
        subkey("20200102T000000", "cv25519", "encr", "1y");
        assertThatThrownBy(() -> Recipients.read(gpg.publicKeys(), IN_2026))
                .hasMessageContaining("expired at 2021-01-01");
        subkey("20220101T000000", "cv25519", "encr", "never");
        gpg.run(
                "key 2\nrevkey\ny\n0\n\ny\nsave\n".getBytes(StandardCharsets.UTF_8),
                "--pinentry-mode",
                "loopback",
                "--passphrase",
                "",
                "--no-batch",
                "--no-tty",
                "--command-fd",
                "0",
                "--edit-key",
                "ops@example.com");
        assertThatThrownBy(() -> Recipients.read(gpg.publicKeys(), Instant.now()))
                .hasMessageContaining(" was revoked");
    }

    @Test
    void whatIsNoPublicKeyIsRefused() throws Exception {
        gpg.make("ops@example.com", "");
        assertThatThrownBy(() -> Recipients.read(
                        gpg.privateKey("ops@example.com", "").getBytes(StandardCharsets.UTF_8), Instant.now()))
                .hasMessageContaining("private key");
        for (var file :
                new String[] {"", "ssh-ed25519 AAAA somebody@example.com", "-----BEGIN PGP PUBLIC KEY BLOCK-----"}) {
            assertThatThrownBy(() -> Recipients.read(file.getBytes(StandardCharsets.UTF_8), Instant.now()))
                    .as(file)
                    .isInstanceOf(UnusableKey.class);
        }
    }

    private void subkey(String at, String kind, String usage, String until) throws Exception {
        gpg.run(
                "--faked-system-time",
                at,
                "--pinentry-mode",
                "loopback",
                "--passphrase",
                "",
                "--quick-add-key",
                gpg.fingerprint("ops@example.com"),
                kind,
                usage,
                until);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
