package io.pgbelay.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Whose turn it is in an Environment. */
public record Turn(
        @JsonPropertyDescription("Name of the Promotion.") String promotion,

        @JsonPropertyDescription("Its UID.") String promotionUid,

        @JsonPropertyDescription("Since when.") String since) {}
