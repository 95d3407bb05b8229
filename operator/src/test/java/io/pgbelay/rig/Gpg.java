package io.pgbelay.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** GnuPG with a keyring of its own. */
public final class Gpg implements AutoCloseable {
    private final Path home;

    private Gpg(Path home) {
        this.home = home;
    }

    /** An empty keyring, in a short path: its agent listens on a socket there. */
    public static Gpg open() throws IOException {
        var privately = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        return new Gpg(Files.createTempDirectory("gpg", privately));
    }

    /** Where the keys lie; gpg reads it as {@code GNUPGHOME}. */
    public Path home() {
        return home;
    }

    /** Runs gpg, which must succeed. */
    public byte[] run(byte[] stdin, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("gpg", "--batch", "--quiet", "--yes", "--trust-model", "always"));
        command.addAll(List.of(arguments));
        var said = home.resolve("said");
        var builder = new ProcessBuilder(command).redirectError(said.toFile());
        builder.environment().put("GNUPGHOME", home.toString());
        var process = builder.start();
        Thread.ofVirtual().start(() -> feed(process, stdin));
        var output = process.getInputStream().readAllBytes();
        if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IllegalStateException(command + ": " + Files.readString(said));
        }
        return output;
    }

    private static void feed(Process process, byte[] stdin) {
        try (var pipe = process.getOutputStream()) {
            pipe.write(stdin);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs gpg without a stdin. */
    public byte[] run(String... arguments) throws IOException, InterruptedException {
        return run(new byte[0], arguments);
    }

    /**
     * Makes a key.
     *
     * @param owner such as {@code ops@example.com}
     * @param kind such as {@code rsa2048}, {@code future-default}
     * @param arguments before the command, such as {@code --faked-system-time}
     */
    public void make(String owner, String kind, String usage, String until, String passphrase, String... arguments)
            throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--pinentry-mode", "loopback", "--passphrase", passphrase));
        all.addAll(List.of("--quick-generate-key", owner, kind, usage, until));
        run(all.toArray(String[]::new));
    }

    /** A key with a subkey for encryption that never expires. */
    public void make(String owner, String passphrase) throws IOException, InterruptedException {
        make(owner, "future-default", "default", "never", passphrase);
    }

    /** Fingerprint of a primary key. */
    public String fingerprint(String owner) throws IOException, InterruptedException {
        return colons(owner, "fpr").getFirst();
    }

    private List<String> colons(String owner, String record) throws IOException, InterruptedException {
        return new String(run("--with-colons", "--list-keys", owner), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(record + ":"))
                .map(line -> line.split(":", -1)[9])
                .toList();
    }

    /** Revokes a key by the certificate that was made with it. */
    public void revoke(String owner) throws IOException, InterruptedException {
        var file = home.resolve("openpgp-revocs.d").resolve(fingerprint(owner) + ".rev");
        run(Files.readString(file).replace(":-----", "-----").getBytes(StandardCharsets.UTF_8), "--import");
    }

    /** Public keys, armored. */
    public byte[] publicKeys(String... owners) throws IOException, InterruptedException {
        var arguments = new ArrayList<>(List.of("--armor", "--export"));
        arguments.addAll(List.of(owners));
        return run(arguments.toArray(String[]::new));
    }

    /** A private key, armored, protected as it was made. */
    public String privateKey(String owner, String passphrase) throws IOException, InterruptedException {
        return new String(
                run(
                        "--pinentry-mode",
                        "loopback",
                        "--passphrase",
                        passphrase,
                        "--armor",
                        "--export-secret-keys",
                        owner),
                StandardCharsets.UTF_8);
    }

    /** Ends its agent, and forgets the keys. */
    @Override
    public void close() throws IOException {
        try {
            Programs.run(List.of("gpgconf", "--kill", "all"), Map.of("GNUPGHOME", home.toString()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (var files = Files.walk(home)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
