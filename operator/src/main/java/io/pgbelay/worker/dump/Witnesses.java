package io.pgbelay.worker.dump;

import io.pgbelay.archive.ArchiveScan;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Who see an archive before it is packed.
 *
 * @param witness who decodes it; absent: nobody
 * @param scan what counts and hashes what it holds; absent: nothing
 */
record Witnesses(@Nullable Witness witness, @Nullable ArchiveScan scan) implements AutoCloseable {
    void see(byte[] buffer, int count) throws IOException, InterruptedException {
        if (scan != null) {
            scan.accept(buffer, 0, count);
        }
        if (witness != null) {
            witness.see(buffer, count);
        }
    }

    /** All has passed; fails where it could not be decoded. */
    void swear() throws IOException, InterruptedException {
        if (witness != null) {
            witness.swear();
        }
    }

    @Override
    public void close() throws IOException {
        if (witness != null) {
            witness.close();
        }
    }
}
