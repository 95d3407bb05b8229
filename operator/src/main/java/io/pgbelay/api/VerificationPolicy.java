package io.pgbelay.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has to hold before a release counts as good. */
public record VerificationPolicy(
        @JsonPropertyDescription("The URLs that have to answer.") @Required @Size(min = 1, max = 16)
        List<HttpCheck> http,

        @JsonPropertyDescription(
                "How long all of them have to go on answering, once they have; one wrong answer fails. Default: not at all.")
        @Size(max = 32)
        @ValidationRule(value = Rules.DURATION, message = Rules.DURATION_WORDS)
        @Nullable
        String soak,

        @JsonPropertyDescription("How long it may take until all of them have answered. Default: 5m.")
        @Default("5m")
        @Size(max = 32)
        @ValidationRule(value = Rules.DURATION, message = Rules.DURATION_WORDS)
        String deadline) {
    public VerificationPolicy {
        http = List.copyOf(requireNonNullElse(http, List.of()));
        deadline = requireNonNullElse(deadline, "5m");
    }
}
