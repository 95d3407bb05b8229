package io.pgbelay.stream;

import java.io.IOException;
import java.io.OutputStream;

/** Passes bytes on unchanged and takes them into a digest. Closing it does not close the next output. */
public final class DigestOutput extends OutputStream {
    private final CountingDigest digest;
    private final OutputStream next;

    public DigestOutput(CountingDigest digest, OutputStream next) {
        this.digest = digest;
        this.next = next;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        next.write(buffer, offset, length);
        digest.update(buffer, offset, length);
    }
}
