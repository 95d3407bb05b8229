package io.pgbelay.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** One URL that has to answer. */
public record HttpCheck(
        @JsonPropertyDescription("The URL, asked by GET from a Pod of this namespace; redirects are not followed.")
        @Required
        @Size(min = 8, max = 1024)
        @ValidationRule(
                value = "isURL(self) && self.matches('^https?://') && !self.contains('@')",
                message = "write a URL such as http://shop/healthz, without user and password")
        String url,

        @JsonPropertyDescription("The status that it has to answer with. Default: 200.")
        @Default("200")
        @Min(100)
        @Max(599)
        Integer expectStatus,

        @JsonPropertyDescription("How many times in a row, a second apart. Default: 1.") @Default("1") @Min(1) @Max(100)
        Integer consecutive,

        @JsonPropertyDescription("How long one answer may take. Default: 5s.")
        @Default("5s")
        @Size(max = 32)
        @ValidationRule(value = Rules.DURATION, message = Rules.DURATION_WORDS)
        String timeout) {
    public HttpCheck {
        expectStatus = requireNonNullElse(expectStatus, 200);
        consecutive = requireNonNullElse(consecutive, 1);
        timeout = requireNonNullElse(timeout, "5s");
    }
}
