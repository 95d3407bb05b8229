package io.pgbelay.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** What is asked once a release is deployed, so that its first users do not wait. */
public record WarmupPolicy(
        @JsonPropertyDescription("The URLs, one after the other.") @Required @Size(min = 1, max = 16)
        List<HttpCheck> http,

        @JsonPropertyDescription("Continue: a cache that stays cold stops nothing. Fail: it does. Default: Continue.")
        @Default("Continue")
        FailurePolicy failurePolicy,

        @JsonPropertyDescription("How long all of it may take. Default: 5m.")
        @Default("5m")
        @Size(max = 32)
        @ValidationRule(value = Rules.DURATION, message = Rules.DURATION_WORDS)
        String deadline) {
    public WarmupPolicy {
        http = List.copyOf(requireNonNullElse(http, List.of()));
        failurePolicy = requireNonNullElse(failurePolicy, FailurePolicy.Continue);
        deadline = requireNonNullElse(deadline, "5m");
    }

    /** What a cold cache means. */
    public enum FailurePolicy {
        Continue,
        Fail
    }
}
