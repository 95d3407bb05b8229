package io.pgbelay.stream;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The way back from {@link ZstdFrames} and {@link GzipOutput}. Damage is told from a source that fails: it throws {@link
 * Damaged}, everything else passes as it comes.
 */
public final class UnpackedInput extends BulkInput {
    private static final int BUFFER = 64 * 1024;

    private final InputStream packed;

    private UnpackedInput(InputStream unpacking, InputStream packed) {
        super(unpacking);
        this.packed = packed;
    }

    /** What was packed by {@link ZstdFrames}, or by zstd itself. */
    public static InputStream zstd(InputStream packed) throws IOException {
        return new UnpackedInput(new ZstdInputStreamNoFinalizer(packed), packed);
    }

    /** What was packed by {@link GzipOutput}, or by gzip itself; reads the head at once. */
    public static InputStream gzip(InputStream packed) throws IOException {
        try {
            return new UnpackedInput(new GZIPInputStream(packed, BUFFER), packed);
        } catch (ZipException | EOFException e) {
            throw new Damaged(e);
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            var count = super.read(buffer, offset, length);
            if (count < 0) {
                // Gzip knows its end without looking further, and what lies below proves itself at its own end only.
                packed.transferTo(OutputStream.nullOutputStream());
            }
            return count;
        } catch (ZstdIOException | ZipException | EOFException e) {
            throw new Damaged(e);
        }
    }
}
