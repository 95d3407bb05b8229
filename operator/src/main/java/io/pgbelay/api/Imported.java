package io.pgbelay.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** A backup that was found in the storage: what its manifest says. */
public record Imported(
        @JsonPropertyDescription("UID of the BackupRun that made it, as it stands in its keys.")
        @Required
        @Size(min = 36, max = 36)
        String uid,

        @JsonPropertyDescription("What it left in the storage.") @Required
        Artifact artifact,

        @JsonPropertyDescription("When it was finished.") @Required
        String completionTime,

        @JsonPropertyDescription("How far it had been proven then. Default: not at all.") @Nullable
        Verified verified) {}
