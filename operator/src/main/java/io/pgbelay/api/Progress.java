package io.pgbelay.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** How far the bytes are. Written at most every ten seconds. */
public record Progress(
        @JsonPropertyDescription("Bytes of the dump that have passed.")
        Long bytes,

        @JsonPropertyDescription(
                "Share of the size of the database or the backup, an estimate, at most 99 before the end.")
        @Nullable
        Integer percent,

        @JsonPropertyDescription("Bytes a second since the last report.") @Nullable
        Long bytesPerSecond) {}
