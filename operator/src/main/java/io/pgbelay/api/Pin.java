package io.pgbelay.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** Somebody needs a backup: retention keeps it. */
public record Pin(
        @JsonPropertyDescription("Kind of the resource that needs it.")
        String kind,

        @JsonPropertyDescription("Name of the resource, in this namespace.")
        String name,

        @JsonPropertyDescription("Until when, RFC 3339; absent: until the pin is taken away.") @Nullable
        String until) {}
