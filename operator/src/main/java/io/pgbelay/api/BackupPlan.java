package io.pgbelay.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** What a BackupRun with {@code dryRun} would do. */
public record BackupPlan(
        @JsonPropertyDescription("Server and database, as host:port/name.")
        String database,

        @JsonPropertyDescription("Image whose pg_dump would run.")
        String image,

        @JsonPropertyDescription("Where the object would go; <time> stands for the snapshot's.")
        String location,

        @JsonPropertyDescription("Name of the Job.") String job) {}
