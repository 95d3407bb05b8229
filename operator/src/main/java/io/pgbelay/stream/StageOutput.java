package io.pgbelay.stream;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A stage that changes bytes on their way out.
 *
 * <p>Closing gives its memory and threads back and writes nothing: the end of a stream is written by {@link #finish}
 * alone, because only the conductor knows whether the end is a good one.
 */
public abstract class StageOutput extends OutputStream {
    /** Writes what is still inside to the next output, and the end mark of the format. */
    public abstract void finish() throws IOException;

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public abstract void write(byte[] buffer, int offset, int length) throws IOException;

    @Override
    public void close() throws IOException {}
}
