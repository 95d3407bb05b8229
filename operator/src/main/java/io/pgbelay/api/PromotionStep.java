package io.pgbelay.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** How one step of a promotion stands. */
public record PromotionStep(
        @JsonPropertyDescription("Which step.") @Nullable StepName name,

        @JsonPropertyDescription("Running, Done, Skipped or Failed.") @Nullable
        State state,

        @JsonPropertyDescription("When it began.") String started,

        @JsonPropertyDescription("When it ended; absent while it runs.") @Nullable
        String finished,

        @JsonPropertyDescription("What it is about, in a sentence.") @Nullable
        String message) {
    /** Whether it is over. */
    public boolean over() {
        return finished != null;
    }

    /** How a step stands. */
    public enum State {
        Running,
        Done,
        Skipped,
        Failed
    }
}
