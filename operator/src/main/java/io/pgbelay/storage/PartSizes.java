package io.pgbelay.storage;

/**
 * How large the parts of a multipart upload are: 8 MiB at first, then 16, because a store takes 10,000 parts; no larger,
 * because larger ones do not fit the worker's heap beside all else. One object then holds 140 GiB, and a longer dump goes
 * on in a second one. Objects that are written at once share that memory: their parts are the smallest that stores take.
 *
 * @param streams how many objects are written at once
 */
record PartSizes(int streams) {
    static final int PARTS = 10_000;

    /** {@code EntityTooSmall}, says S3 of a smaller one, unless it is the last. */
    static final int SMALLEST = 5 << 20;

    static final int FIRST = 8 << 20;
    private static final int SMALL_ONES = 2;
    private static final int SECOND = 2 * FIRST;
    private static final int FEW = 2;
    private static final int SOME = 4;

    /** Bytes of the part with this number; the first is 1. */
    int of(int number) {
        if (streams > 1) {
            return SMALLEST;
        }
        return number <= SMALL_ONES ? FIRST : SECOND;
    }

    /** How many parts of this size may be under way while one more is being filled. */
    int underWay(int size) {
        if (streams > 1) {
            return streams <= FEW ? 2 : streams <= SOME ? 1 : 0;
        }
        return size == FIRST ? 2 : 1;
    }

    /** Bytes of the longest object. */
    long longestObject() {
        return (long) SMALL_ONES * of(1) + (long) (PARTS - SMALL_ONES) * of(PARTS);
    }
}
