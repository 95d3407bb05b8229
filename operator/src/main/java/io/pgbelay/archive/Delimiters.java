package io.pgbelay.archive;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds the end of a field or a row, eight bytes at a step. */
final class Delimiters {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH = 0x8080_8080_8080_8080L;
    private static final long TABS = ONES * '\t';
    private static final long LINES = ONES * '\n';

    private Delimiters() {}

    /** Where the next tabulator or line feed stands; {@code end} where none is before it. */
    static int field(byte[] buffer, int from, int end) {
        var at = from;
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            var eight = (long) EIGHT.get(buffer, at);
            var hit = zeroes(eight ^ TABS) | zeroes(eight ^ LINES);
            if (hit != 0) {
                return at + (Long.numberOfTrailingZeros(hit) >> 3);
            }
        }
        while (at < end && buffer[at] != '\t' && buffer[at] != '\n') {
            at++;
        }
        return at;
    }

    /** Where the next line feed stands; {@code end} where none is before it. */
    static int row(byte[] buffer, int from, int end) {
        var at = from;
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            var hit = zeroes((long) EIGHT.get(buffer, at) ^ LINES);
            if (hit != 0) {
                return at + (Long.numberOfTrailingZeros(hit) >> 3);
            }
        }
        while (at < end && buffer[at] != '\n') {
            at++;
        }
        return at;
    }

    /** The high bit of the first byte that is zero; bits of later bytes may be wrong. */
    private static long zeroes(long eight) {
        return (eight - ONES) & ~eight & HIGH;
    }
}
