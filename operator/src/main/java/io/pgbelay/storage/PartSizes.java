package io.pgbelay.storage;

/**
 * How large the parts of a multipart upload are: 8 MiB at first, growing, because a store takes 10,000 parts; never so
 * large that parts fill the worker's memory. One object then holds about 230 GiB, and a longer dump goes on in a second
 * one.
 */
final class PartSizes {
    static final int FIRST = 8 << 20;
    static final int PARTS = 10_000;

    static final long LONGEST_OBJECT = 2_000L * FIRST + 2_000L * 2 * FIRST + 6_000L * 4 * FIRST;

    private PartSizes() {}

    /** Bytes of the part with this number; the first is 1. */
    static int of(int number) {
        if (number <= 2_000) {
            return FIRST;
        }
        return number <= 4_000 ? 2 * FIRST : 4 * FIRST;
    }

    /** How many parts of this size may be under way at once. */
    static int underWay(int size) {
        return size < 4 * FIRST ? 2 : 1;
    }
}
