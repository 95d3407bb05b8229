package io.pgbelay.worker;

import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Failure;
import io.pgbelay.stream.Nature;
import io.pgbelay.stream.OpenPgpInput;
import io.pgbelay.stream.OpensslInput;
import io.pgbelay.stream.UnpackedInput;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The way to a dump that others wrote: layer after layer is taken off, whatever the file's name says. */
public record Peeling(Map<String, String> env) implements Opening {
    private static final int LAYERS = 6;
    private static final int BUFFER = 64 * 1024;
    private static final int BEGINNING = 4096;

    public Peeling {
        env = Map.copyOf(env);
    }

    /**
     * What is inside.
     *
     * @param nature an archive or a script
     * @param beginning the first bytes of it, a letter each
     * @param bytes all of it
     */
    public record Core(Nature nature, String beginning, InputStream bytes) {}

    @Override
    public InputStream open(InputStream stored) throws IOException {
        return core(stored).bytes();
    }

    /** Peels until a dump comes to light. */
    public Core core(InputStream stored) throws IOException {
        var bytes = new BufferedInputStream(stored, BUFFER);
        for (int i = 0; i < LAYERS; i++) {
            var beginning = beginning(bytes);
            var nature = Nature.of(beginning);
            switch (nature) {
                case OPENSSL, OPENPGP, GZIP, ZSTD -> bytes = new BufferedInputStream(under(nature, bytes), BUFFER);
                case ARCHIVE, TAR, SCRIPT -> {
                    return new Core(nature, new String(beginning, StandardCharsets.ISO_8859_1), bytes);
                }
                case UNKNOWN -> throw strange();
            }
        }
        throw strange();
    }

    private static byte[] beginning(InputStream bytes) throws IOException {
        bytes.mark(BUFFER);
        var beginning = bytes.readNBytes(BEGINNING);
        bytes.reset();
        return beginning;
    }

    private InputStream under(Nature nature, InputStream bytes) throws IOException {
        return switch (nature) {
            case OPENSSL -> OpensslInput.open(bytes, Passphrase.of(env).orElseThrow(() -> missing("its passphrase")));
            case OPENPGP -> OpenPgpInput.open(bytes, Unpacking.keys(env));
            case GZIP -> UnpackedInput.gzip(bytes);
            case ZSTD -> UnpackedInput.zstd(bytes);
            case ARCHIVE, TAR, SCRIPT, UNKNOWN -> bytes;
        };
    }

    private static Failure missing(String what) {
        return new Failure(FailureReason.DecryptionKeyMissing, "the file is encrypted: it takes " + what);
    }

    private static Failure strange() {
        return new Failure(
                FailureReason.NotADump,
                "the file is neither an archive of pg_dump nor a script, nor one packed by gzip or zstd"
                        + " or locked by gpg or openssl enc -aes-256-cbc");
    }

    /** Never with the keys. */
    @Override
    public String toString() {
        return "Peeling[]";
    }
}
