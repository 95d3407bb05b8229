package io.pgbelay.storage;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A large object on its way into the store, in bounded memory.
 *
 * <p>Closing completes nothing: an end of bytes is not a success. The object appears by {@link #complete} alone, and
 * what is not completed must be aborted.
 */
public abstract sealed class Upload extends OutputStream permits S3Upload, VolumeUpload {
    /** Makes the object appear, after all of its bytes were taken. */
    public abstract StoredAt complete() throws IOException;

    /** Leaves nothing behind in the store; may be called from any thread, at any time, more than once. */
    public abstract void abort();

    @Override
    public void close() {}
}
