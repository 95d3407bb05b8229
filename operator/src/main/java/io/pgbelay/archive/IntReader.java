package io.pgbelay.archive;

/** An integer as pg_dump writes it: a byte for the sign, then the magnitude, lowest byte first. */
final class IntReader {
    private final int size;
    private int seen;
    private boolean negative;
    private long magnitude;

    /** Integers of so many bytes, as the head of the archive says. */
    IntReader(int size) {
        this.size = size;
    }

    /** Reads on; whether all of it was there. Then {@link #value} has it, and the next call begins the next one. */
    boolean read(Cursor in) {
        while (in.more()) {
            if (take(in.next())) {
                return true;
            }
        }
        return false;
    }

    private boolean take(int octet) {
        if (seen == 0) {
            negative = octet != 0;
            magnitude = 0;
        } else {
            magnitude |= (long) octet << (8 * (seen - 1));
        }
        seen = seen == size ? 0 : seen + 1;
        return seen == 0;
    }

    long value() {
        return negative ? -magnitude : magnitude;
    }
}
