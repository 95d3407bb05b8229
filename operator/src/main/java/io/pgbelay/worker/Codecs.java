package io.pgbelay.worker;

import io.pgbelay.api.Compression;
import io.pgbelay.api.Dump;
import io.pgbelay.api.Encryption;
import io.pgbelay.contract.Manifest;
import io.pgbelay.stream.GzipOutput;
import io.pgbelay.stream.PlainOutput;
import io.pgbelay.stream.StageChain;
import io.pgbelay.stream.StageOutput;
import io.pgbelay.stream.UnpackedInput;
import io.pgbelay.stream.ZstdFrames;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The visible switches from a compression to its stage, its way back, its file extension and its command. */
public final class Codecs {
    private Codecs() {}

    /**
     * The stages that pack and lock.
     *
     * @param streams how many of them work at once
     */
    public static StageOutput out(Compression compression, Seal seal, int streams, OutputStream next)
            throws IOException {
        var locking = seal.out(next);
        return new StageChain(packing(compression, streams, locking), locking);
    }

    private static StageOutput packing(Compression compression, int streams, OutputStream next) throws IOException {
        return switch (compression.algorithm()) {
            case Zstd -> new ZstdFrames(next, compression.level(), streams);
            case Gzip -> new GzipOutput(next, compression.level());
            case None -> new PlainOutput(next);
        };
    }

    /** The stage that unpacks. */
    public static InputStream in(Compression compression, InputStream source) throws IOException {
        return switch (compression.algorithm()) {
            case Zstd -> UnpackedInput.zstd(source);
            case Gzip -> UnpackedInput.gzip(source);
            case None -> source;
        };
    }

    /** What the object's name ends in. */
    public static String extension(
            Dump.Format format, Compression compression, Manifest.@Nullable Encryption encryption) {
        return kind(format) + packed(compression) + (encryption == null ? "" : ".gpg");
    }

    private static String kind(Dump.Format format) {
        return switch (format) {
            case Custom -> "dump";
            case Plain -> "sql";
        };
    }

    private static String packed(Compression compression) {
        return switch (compression.algorithm()) {
            case Zstd -> ".zst";
            case Gzip -> ".gz";
            case None -> "";
        };
    }

    /** The words of a shell command that unlocks stdin to stdout; gpg asks for the key's passphrase by itself. */
    public static List<String> command(Encryption.Method method) {
        return switch (method) {
            case OpenPGP -> List.of("gpg", "--quiet", "--decrypt");
            case Passphrase ->
                List.of(
                        "gpg",
                        "--quiet",
                        "--batch",
                        "--pinentry-mode",
                        "loopback",
                        "--passphrase-fd",
                        "3",
                        "--decrypt");
        };
    }

    /** The words of a shell command that unpacks stdin to stdout. */
    public static List<String> command(Compression compression) {
        return switch (compression.algorithm()) {
            case Zstd -> List.of("zstd", "-d", "-c");
            case Gzip -> List.of("gzip", "-d", "-c");
            case None -> List.of("cat");
        };
    }

    /** The words of a shell command that restores stdin, but for the database. */
    public static List<String> command(Dump.Format format) {
        return switch (format) {
            case Custom -> List.of("pg_restore", "--exit-on-error", "--no-subscriptions");
            case Plain -> List.of("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-o", "/dev/null");
        };
    }
}
