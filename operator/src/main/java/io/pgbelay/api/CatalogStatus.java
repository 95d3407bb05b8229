package io.pgbelay.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What lies in the storage, when somebody looked last. */
public record CatalogStatus(
        @JsonPropertyDescription("The newest Job that looked, and what is left of it.") @Nullable
        Attempt read,

        @JsonPropertyDescription("When the last look that saw everything was over.") @Nullable
        String lastTime,

        @JsonPropertyDescription("How many backups of this schedule there are.") @Nullable
        Integer backups,

        @JsonPropertyDescription(
                "BackupRuns whose backup is gone or is not what was written, and manifests that cannot be believed; at most 50.")
        List<String> drift,

        @JsonPropertyDescription("Keys of attempts that were never finished.") @Nullable
        Integer leftovers,

        @JsonPropertyDescription("Keys that are nobody's here. They are never touched.") @Nullable
        Integer foreign) {
    /** Nobody has looked yet. */
    public static final CatalogStatus NONE = new CatalogStatus(null, null, null, List.of(), null, null);

    public CatalogStatus {
        drift = List.copyOf(requireNonNullElse(drift, List.of()));
    }

    /** Whether a Job is looking. */
    public boolean looking() {
        return read != null && !read.ended();
    }
}
