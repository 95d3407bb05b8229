package io.pgbelay.worker;

import io.pgbelay.api.Compression;
import io.pgbelay.stream.GzipOutput;
import io.pgbelay.stream.PlainOutput;
import io.pgbelay.stream.StageOutput;
import io.pgbelay.stream.UnpackedInput;
import io.pgbelay.stream.ZstdFrames;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/** The visible switches from a compression to its stage, its way back, its file extension and its command. */
public final class Codecs {
    private Codecs() {}

    /** The stage that packs. */
    public static StageOutput out(Compression compression, OutputStream next) throws IOException {
        return switch (compression.algorithm()) {
            case Zstd -> new ZstdFrames(next, compression.level());
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
    public static String extension(Compression compression) {
        return switch (compression.algorithm()) {
            case Zstd -> "dump.zst";
            case Gzip -> "dump.gz";
            case None -> "dump";
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
}
