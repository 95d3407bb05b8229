package io.pgbelay.job;

import io.pgbelay.api.Attempt;
import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Outcome;
import java.time.Instant;
import java.util.List;

/** What follows from the attempts so far and the Job of the last one. */
public sealed interface Verdict {
    /** The attempts as they stand now. */
    List<Attempt> attempts();

    /**
     * Make the Job of the next attempt.
     *
     * @param number 1 for the first
     */
    record Start(List<Attempt> attempts, int number) implements Verdict {}

    /**
     * Nothing to do before this time, unless something happens.
     *
     * @param running whether the mover is at work
     * @param message what is waited for
     */
    record Wait(List<Attempt> attempts, Instant until, boolean running, String message) implements Verdict {}

    /** An attempt has just ended badly, and another may follow; its evidence goes into the status before that. */
    record Closed(List<Attempt> attempts) implements Verdict {}

    /** Everything was done. */
    record Done(List<Attempt> attempts, Outcome outcome) implements Verdict {}

    /** No attempt is left; the evidence of the last one goes into the status with the end. */
    record GivenUp(List<Attempt> attempts, FailureReason reason, String message) implements Verdict {}
}
