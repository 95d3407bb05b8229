package io.pgbelay.stream;

import java.io.IOException;
import java.io.InputStream;

/** Reads bytes unchanged and takes them into a digest. */
public final class DigestInput extends BulkInput {
    private final CountingDigest digest;

    public DigestInput(InputStream source, CountingDigest digest) {
        super(source);
        this.digest = digest;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        var count = super.read(buffer, offset, length);
        if (count > 0) {
            digest.update(buffer, offset, count);
        }
        return count;
    }

    @Override
    public long skip(long count) {
        throw new UnsupportedOperationException("what is skipped is in no digest");
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
