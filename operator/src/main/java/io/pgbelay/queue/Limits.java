package io.pgbelay.queue;

/**
 * How many may be at work at once; 0 sets no limit.
 *
 * @param total everywhere
 * @param perServer on one database server
 */
public record Limits(int total, int perServer) {
    boolean full(int atWork) {
        return total > 0 && atWork >= total;
    }

    boolean serverFull(int atWork) {
        return perServer > 0 && atWork >= perServer;
    }
}
