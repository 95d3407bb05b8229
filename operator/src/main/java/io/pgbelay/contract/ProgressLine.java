package io.pgbelay.contract;

import org.jspecify.annotations.Nullable;

/**
 * A line on the worker's stdout that tells how far the bytes are.
 *
 * @param progress always true: tells such a line from others
 * @param bytes bytes of the dump that have passed
 * @param expected an estimate of how many there will be; absent where nobody knows
 * @param time RFC 3339
 * @param phase how far the order has come, in a word of the request's status; absent where it has one phase only
 */
public record ProgressLine(
        boolean progress,
        long bytes,
        @Nullable Long expected,
        String time,
        @Nullable String phase) {}
