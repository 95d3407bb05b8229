package io.pgbelay.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One Job of a request, and what is left of it when it is gone. */
public record Attempt(
        @JsonPropertyDescription("Name of the Job.") String job,

        @JsonPropertyDescription("When the Job was made.") @Nullable
        String start,

        @JsonPropertyDescription("When it ended; absent while it runs.") @Nullable
        String end,

        @JsonPropertyDescription("Its programs and their exit codes.")
        List<Stage> stages,

        @JsonPropertyDescription("Why it failed; absent while it runs and when it succeeded.") @Nullable
        FailureReason reason,

        @JsonPropertyDescription("What happened, in a sentence.") @Nullable
        String message,

        @JsonPropertyDescription("The last words of its programs, without secrets.") @Nullable
        String logTail) {
    public Attempt {
        stages = List.copyOf(requireNonNullElse(stages, List.of()));
    }

    /** An attempt whose Job was made at this time. */
    public static Attempt started(String job, String start) {
        return new Attempt(job, start, null, List.of(), null, null, null);
    }

    /** Whether the attempt has ended. */
    public boolean ended() {
        return end != null;
    }
}
