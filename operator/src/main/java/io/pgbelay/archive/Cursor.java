package io.pgbelay.archive;

/** Bytes that have just come, and how far they have been read. */
final class Cursor {
    private byte[] buffer = new byte[0];
    private int at;
    private int end;

    void over(byte[] bytes, int offset, int length) {
        buffer = bytes;
        at = offset;
        end = offset + length;
    }

    boolean more() {
        return at < end;
    }

    int left() {
        return end - at;
    }

    int next() {
        return buffer[at++] & 0xff;
    }

    byte[] buffer() {
        return buffer;
    }

    int at() {
        return at;
    }

    /** Goes past some bytes, which the caller has looked at where they lie. */
    int skip(long most) {
        var count = (int) Math.min(most, left());
        at += count;
        return count;
    }
}
