package io.pgbelay.cron;

/**
 * The numbers that one field names.
 *
 * @param bits bit n stands for the number n
 * @param star whether the field was left open by a star, which decides how the two day fields meet
 */
record Values(long bits, boolean star) {
    static final Values NONE = new Values(0, false);

    static Values range(int first, int last, int step, boolean star) {
        var bits = 0L;
        for (var number = first; number <= last; number += step) {
            bits |= 1L << number;
        }
        return new Values(bits, star);
    }

    boolean contains(int number) {
        return (bits >> number & 1) == 1;
    }

    Values and(Values other) {
        return new Values(bits | other.bits, star || other.star);
    }
}
