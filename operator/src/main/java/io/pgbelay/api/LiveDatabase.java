package io.pgbelay.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** The database that would be replaced, as a rehearsal found it. */
public record LiveDatabase(
        @JsonPropertyDescription("Its OID on the server.") Long oid,

        @JsonPropertyDescription("Its size, in bytes.") Long databaseBytes,

        @JsonPropertyDescription("Who owns it.") String owner,

        @JsonPropertyDescription("How many clients were connected to it: they will be disconnected.")
        Integer sessions,

        @JsonPropertyDescription("Identifier of the server's data directory; absent where the role may not see it.")
        @Nullable
        String systemIdentifier,

        @JsonPropertyDescription("Timeline of the server; absent where the role may not see it.") @Nullable
        Long timeline,

        @JsonPropertyDescription("Bytes of disk that the restore needs beside it; 0 where nothing is restored.")
        Long diskNeeded,

        @JsonPropertyDescription("The name under which it will be kept; absent where it is overwritten in place.")
        @Nullable
        String keptAs) {}
