package io.pgbelay.stream;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stage that has something to say of many bytes at once, and of a single one no less. */
class BulkInput extends FilterInputStream {
    BulkInput(InputStream source) {
        super(source);
    }

    @Override
    public final int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return in.read(bytes, offset, length);
    }
}
