package io.pgbelay.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;

/** How the dump is made smaller on its way. */
@ValidationRule(value = "self.algorithm != 'Gzip' || self.level <= 9", message = "the highest level of Gzip is 9")
public record Compression(
        @JsonPropertyDescription("Zstd, Gzip or None. Default: Zstd.") @Default("Zstd")
        Algorithm algorithm,

        @JsonPropertyDescription("Level, 1 (fast) to 19 for Zstd, 1 to 9 for Gzip. Default: 1.")
        @Default("1")
        @Min(1)
        @Max(19)
        Integer level) {
    /** The defaults. */
    public static final Compression DEFAULT = new Compression(Algorithm.Zstd, 1);

    public Compression {
        algorithm = requireNonNullElse(algorithm, Algorithm.Zstd);
        level = requireNonNullElse(level, 1);
    }

    /** What compresses. */
    public enum Algorithm {
        Zstd,
        Gzip,
        None
    }
}
