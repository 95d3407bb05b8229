package io.pgbelay.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** How far a backup has been proven. */
public record Verified(
        @JsonPropertyDescription("Digest (read back and compared), Decoded (pg_restore read all of it) or Restored.")
        @Nullable
        Level level,

        @JsonPropertyDescription("When.") @Nullable String time) {
    /** Levels of proof, weakest first; only the last one proves a backup. */
    public enum Level {
        Digest,
        Decoded,
        Restored
    }
}
