package io.pgbelay.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** The good backups of a schedule, together. */
public record Stored(
        @JsonPropertyDescription("How many there are.") Integer count,

        @JsonPropertyDescription("Their size in the storage, in bytes.")
        Long bytes,

        @JsonPropertyDescription("Their number and size for people, such as 7 (2.1 GiB).")
        String summary,

        @JsonPropertyDescription("The instant that the oldest one shows.")
        String oldest,

        @JsonPropertyDescription("The instant that the newest one shows.")
        String newest) {}
