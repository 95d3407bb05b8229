package io.pgbelay.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A question to a restored database before anybody may use it. */
public record Check(
        @JsonPropertyDescription("A word for people, such as has-orders.") @Required @Size(min = 1, max = 63)
        String name,

        @JsonPropertyDescription("A query; the first column of its first row is the answer. It cannot change anything.")
        @Required
        @Size(min = 1, max = 4096)
        String sql,

        @JsonPropertyDescription("The answer, as text; a truth is t or f. Default: t.") @Default("t") @Size(max = 1024)
        String expect) {
    public Check {
        expect = requireNonNullElse(expect, "t");
    }
}
