package io.pgbelay.stream;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/** Gzip, for those whose tools know nothing newer. */
public final class GzipOutput extends StageOutput {
    private final Leveled gzip;

    public GzipOutput(OutputStream next, int level) throws IOException {
        gzip = new Leveled(next, level);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        gzip.write(buffer, offset, length);
    }

    @Override
    public void finish() throws IOException {
        gzip.finish();
    }

    @Override
    public void close() {
        gzip.release();
    }

    private static final class Leveled extends GZIPOutputStream {
        Leveled(OutputStream next, int level) throws IOException {
            super(next, 64 * 1024);
            def.setLevel(Math.min(level, 9));
        }

        void release() {
            def.end();
        }
    }
}
