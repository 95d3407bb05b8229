package io.pgbelay.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** One person's word about one plan. */
public record Approval(
        @JsonPropertyDescription("Who: you, as kubectl auth whoami says.") @Required @Size(min = 1, max = 253)
        String user,

        @JsonPropertyDescription("The plan, as in status.planDigest.") @Required @Size(min = 1, max = 64)
        String planDigest,

        @JsonPropertyDescription("Approve, or Reject, which ends the promotion.") @Required @Nullable
        Decision decision) {
    /** What a person can say. */
    public enum Decision {
        Approve,
        Reject
    }
}
