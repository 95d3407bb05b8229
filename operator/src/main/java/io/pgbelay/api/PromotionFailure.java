package io.pgbelay.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** Why a promotion fails, while what it deployed is taken back. */
public record PromotionFailure(
        @JsonPropertyDescription("The reason.") @Nullable FailureReason reason,

        @JsonPropertyDescription("What happened, in a sentence.")
        String message) {}
