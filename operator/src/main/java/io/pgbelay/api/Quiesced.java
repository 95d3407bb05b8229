package io.pgbelay.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** A workload that was scaled to 0, and what it goes back to. */
public record Quiesced(
        @JsonPropertyDescription("Deployment or StatefulSet.")
        WorkloadRef.Kind kind,

        @JsonPropertyDescription("Its name.") String name,

        @JsonPropertyDescription("How many replicas it had.")
        Integer replicas) {}
