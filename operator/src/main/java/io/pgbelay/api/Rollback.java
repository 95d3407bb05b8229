package io.pgbelay.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import org.jspecify.annotations.Nullable;

/** What is taken back, and how. */
public record Rollback(
        @JsonPropertyDescription(
                "The Promotion that is taken back; must be the current one. Default: the Environment's current one.")
        @Nullable
        ObjectRef promotionRef,

        @JsonPropertyDescription(
                "Keep: the image alone goes back, the database stays as it is. Downgrade: the migration is taken back first. RestoreBackup: the data of the restore point comes back, and what was written since is lost. Default: Keep.")
        @Default("Keep")
        Data data) {
    public Rollback {
        data = requireNonNullElse(data, Data.Keep);
    }

    /** What becomes of the database. */
    public enum Data {
        Keep,
        Downgrade,
        RestoreBackup
    }
}
