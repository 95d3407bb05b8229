package io.pgbelay.contract;

import static java.util.Objects.requireNonNullElse;

import io.pgbelay.api.Artifact;
import io.pgbelay.api.Comparison;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.LiveDatabase;
import io.pgbelay.api.Restored;
import io.pgbelay.api.Stage;
import io.pgbelay.api.Verified;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an order ended, as the worker saw it; at most {@link #LONGEST} bytes of JSON, so the log tail is cut to what room
 * is left.
 *
 * @param reason why it failed; absent when it succeeded
 * @param message what happened, in a sentence; never holds a secret
 * @param artifact what a dump left in the storage; absent when it failed
 * @param restored the database that a restore made; absent when it failed
 * @param comparison of what was restored with the backup's fingerprint, well or not; absent where it came not so far
 * @param live what a rehearsal saw; absent otherwise
 * @param kept the database that a swap put aside; absent where nothing was swapped
 * @param logTail the last words of the tools, redacted
 * @param pruned what an order to prune has done; absent for other orders
 * @param catalogued what a look through the storage found; absent for other orders
 */
public record Outcome(
        @Nullable FailureReason reason,
        String message,
        List<Stage> stages,
        @Nullable Artifact artifact,
        @Nullable Verified verified,
        @Nullable Restored restored,
        @Nullable Comparison comparison,
        @Nullable LiveDatabase live,
        @Nullable Restored kept,
        @Nullable String logTail,
        @Nullable Pruned pruned,
        @Nullable Catalogued catalogued) {
    /** What Kubernetes keeps of a termination message, in bytes. */
    public static final int LONGEST = 4096;

    public Outcome {
        stages = List.copyOf(requireNonNullElse(stages, List.of()));
    }

    /** Of a dump or a restore. */
    public Outcome(
            @Nullable FailureReason reason,
            String message,
            List<Stage> stages,
            @Nullable Artifact artifact,
            @Nullable Verified verified,
            @Nullable Restored restored,
            @Nullable Comparison comparison,
            @Nullable String logTail) {
        this(reason, message, stages, artifact, verified, restored, comparison, null, null, logTail, null, null);
    }

    /** How something ended that leaves nothing behind but a word. */
    public static Outcome plain(@Nullable FailureReason reason, String message) {
        return new Outcome(reason, message, List.of(), null, null, null, null, null);
    }

    /** Whether everything was done. */
    public boolean succeeded() {
        return reason == null;
    }
}
