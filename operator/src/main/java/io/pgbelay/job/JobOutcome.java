package io.pgbelay.job;

import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Outcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where the Job of an attempt is, judged by the state of its mover. */
public sealed interface JobOutcome {
    /** There is no such Job. */
    record Missing() implements JobOutcome {}

    /**
     * The mover has not started yet.
     *
     * @param trouble what keeps it, if anything does
     * @param message in words
     * @param since when it began to wait
     */
    record Starting(@Nullable FailureReason trouble, String message, Instant since) implements JobOutcome {}

    /** The mover runs. */
    record Running() implements JobOutcome {}

    /** The mover ended and said how. */
    record Ended(Outcome outcome) implements JobOutcome {}

    /**
     * The mover ended without a word, or its Pod did.
     *
     * @param logTail the last lines that it wrote
     */
    record Died(
            FailureReason reason, String message, @Nullable String logTail) implements JobOutcome {}

    /** Judges what was seen. */
    static JobOutcome of(JobSeen seen) {
        return Evidence.judge(seen);
    }
}
