package io.pgbelay.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** The image of one workload's container. */
public record WorkloadImage(
        @JsonPropertyDescription("Name of the workload.") String name,

        @JsonPropertyDescription("Its image.") String image) {}
