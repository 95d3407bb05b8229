package io.pgbelay.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** An image that was taken back. */
public record Held(
        @JsonPropertyDescription("The image.") String image,

        @JsonPropertyDescription("Its version.") @Nullable String version,

        @JsonPropertyDescription("Name of the Promotion that took it back.")
        String promotion,

        @JsonPropertyDescription("Since when.") @Nullable String since) {}
