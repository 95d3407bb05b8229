package io.pgbelay.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** The database that a RestoreRequest made. */
public record Restored(
        @JsonPropertyDescription("Its name.") String database,

        @JsonPropertyDescription("Its OID on the server.") Long oid,

        @JsonPropertyDescription("Its size after the restore, in bytes.") @Nullable
        Long databaseBytes) {}
