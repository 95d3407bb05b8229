package io.pgbelay.storage;

/**
 * How large the parts of a multipart upload are: 8 MiB at first, then 16, because a store takes 10,000 parts; no larger,
 * because larger ones do not fit the worker's heap beside all else. One object then holds 140 GiB, and a longer dump goes
 * on in a second one.
 */
final class PartSizes {
    static final int FIRST = 8 << 20;
    static final int PARTS = 10_000;

    private static final int SMALL_ONES = 2;
    private static final int SECOND = 2 * FIRST;

    static final long LONGEST_OBJECT = (long) SMALL_ONES * FIRST + (long) (PARTS - SMALL_ONES) * SECOND;

    private PartSizes() {}

    /** Bytes of the part with this number; the first is 1. */
    static int of(int number) {
        return number <= SMALL_ONES ? FIRST : SECOND;
    }

    /** How many parts of this size may be under way at once, while one more is being filled. */
    static int underWay(int size) {
        return size == FIRST ? 2 : 1;
    }
}
