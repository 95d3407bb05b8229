package io.pgbelay.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** How a release comes into being. */
public record DeployPolicy(
        @JsonPropertyDescription(
                "Direct: the image of the one container is applied to each workload, and nothing else. Default: Direct.")
        @Default("Direct")
        Mode mode,

        @JsonPropertyDescription(
                "How long a rollout may take; the Deployment's own progress deadline counts besides. Default: 15m.")
        @Default("15m")
        @Size(max = 32)
        @ValidationRule(value = Rules.DURATION, message = Rules.DURATION_WORDS)
        String timeout) {
    /** The defaults. */
    public static final DeployPolicy DEFAULT = new DeployPolicy(Mode.Direct, "15m");

    public DeployPolicy {
        mode = requireNonNullElse(mode, Mode.Direct);
        timeout = requireNonNullElse(timeout, "15m");
    }

    /** Ways to change an image. */
    public enum Mode {
        Direct
    }
}
