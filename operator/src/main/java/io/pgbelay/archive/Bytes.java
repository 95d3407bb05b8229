package io.pgbelay.archive;

import java.util.Arrays;

/** Bytes that are gathered. */
final class Bytes {
    private byte[] bytes = new byte[1024];
    private int length;

    void add(byte[] from, int offset, int count) {
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
        }
        System.arraycopy(from, offset, bytes, length, count);
        length += count;
    }

    /** An integer as {@link IntReader} reads it. */
    void add(int number, int size) {
        var written = new byte[1 + size];
        written[0] = (byte) (number < 0 ? 1 : 0);
        for (int i = 0; i < size && i < Integer.BYTES; i++) {
            written[1 + i] = (byte) (Math.abs(number) >> (8 * i));
        }
        add(written, 0, written.length);
    }

    /** All of them; then none are there any more. */
    byte[] take() {
        var all = Arrays.copyOf(bytes, length);
        length = 0;
        return all;
    }
}
