package io.pgbelay.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Where the release notes are. */
public record ReleaseNotes(
        @JsonPropertyDescription("Name of the ConfigMap.") String configMapName) {}
