package io.pgbelay.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;

/** How a backup is proven before it counts as one. */
public record Verification(
        @JsonPropertyDescription(
                "Decode (pg_restore reads all of it), Digest (read back and compared) or None. Default: Decode.")
        @Default("Decode")
        AfterEach afterEach) {

    /** The defaults. */
    public static final Verification DEFAULT = new Verification(AfterEach.Decode);

    public Verification {
        afterEach = requireNonNullElse(afterEach, AfterEach.Decode);
    }

    /** What is done with each backup before its manifest is written. */
    public enum AfterEach {
        /** As far as can be without restoring it: read back, compared and decoded by pg_restore into nothing. */
        Decode,
        /** Read back and compared. */
        Digest,
        /** Nothing: the store's word counts. */
        None
    }
}
