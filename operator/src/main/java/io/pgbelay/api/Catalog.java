package io.pgbelay.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;

/** What becomes of backups that lie in the storage and have no record in this cluster. */
public record Catalog(
        @JsonPropertyDescription("Whether retention may delete them as it does others. Default: false.")
        @Default("false")
        Boolean adopt) {
    public Catalog {
        adopt = requireNonNullElse(adopt, false);
    }
}
