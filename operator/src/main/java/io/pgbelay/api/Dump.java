package io.pgbelay.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** What pg_dump is asked for. */
public record Dump(
        @JsonPropertyDescription("Format of the archive: Custom, as pg_restore reads it. Default: Custom.")
        @Default("Custom")
        Format format,

        @JsonPropertyDescription("How long to wait for the lock on a table, such as 60s. Default: 60s.")
        @Default("60s")
        @Size(max = 32)
        @ValidationRule(value = Rules.DURATION, message = Rules.DURATION_WORDS)
        String lockTimeout) {
    /** The defaults. */
    public static final Dump DEFAULT = new Dump(Format.Custom, "60s");

    public Dump {
        format = requireNonNullElse(format, Format.Custom);
        lockTimeout = requireNonNullElse(lockTimeout, "60s");
    }

    /** pg_dump's archive formats that we write. */
    public enum Format {
        Custom
    }
}
