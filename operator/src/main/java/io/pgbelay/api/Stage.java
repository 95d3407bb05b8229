package io.pgbelay.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** One program of an attempt and how it ended. */
public record Stage(
        @JsonPropertyDescription("Which program: pg_dump, upload, pg_restore, download.")
        String name,

        @JsonPropertyDescription("Its exit code; absent where it never ended by itself.") @Nullable
        Integer exitCode,

        @JsonPropertyDescription("Bytes that left it.") @Nullable
        Long bytes) {}
