package io.pgbelay.contract;

/**
 * How long an attempt may take.
 *
 * @param deadlineSeconds the mover ends itself after this time, a minute before the Pod's own deadline
 * @param noProgressSeconds how long no byte may move
 */
public record Limits(long deadlineSeconds, long noProgressSeconds) {}
