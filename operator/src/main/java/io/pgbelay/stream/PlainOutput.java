package io.pgbelay.stream;

import java.io.IOException;
import java.io.OutputStream;

/** The stage that changes nothing. */
public final class PlainOutput extends StageOutput {
    private final OutputStream next;

    public PlainOutput(OutputStream next) {
        this.next = next;
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        next.write(buffer, offset, length);
    }

    @Override
    public void finish() {}
}
