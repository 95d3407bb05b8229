package io.pgbelay.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** That an image may come again though it was taken back. */
public record OverrideHold(
        @JsonPropertyDescription("Why, for those who approve and for the audit trail.")
        @Required
        @Size(min = 1, max = 253)
        String reason) {}
