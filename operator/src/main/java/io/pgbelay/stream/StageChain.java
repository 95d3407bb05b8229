package io.pgbelay.stream;

import java.io.IOException;

/** Two stages as one: the first writes into the second. */
public final class StageChain extends StageOutput {
    private final StageOutput first;
    private final StageOutput second;

    public StageChain(StageOutput first, StageOutput second) {
        this.first = first;
        this.second = second;
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        first.write(buffer, offset, length);
    }

    @Override
    public void finish() throws IOException {
        first.finish();
        second.finish();
    }

    @Override
    public void close() throws IOException {
        try {
            first.close();
        } finally {
            second.close();
        }
    }
}
