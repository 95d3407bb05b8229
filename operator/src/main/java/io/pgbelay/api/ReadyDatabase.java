package io.pgbelay.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** A database that stands on the server and waits: made by a request, or put aside by one. */
public record ReadyDatabase(
        @JsonPropertyDescription("Its name.") String database,

        @JsonPropertyDescription("Its OID on the server.") Long oid,

        @JsonPropertyDescription("The last word of its comment, by which it is known as ours.")
        String mark,

        @JsonPropertyDescription("OID of the database that took its place, which must still be the live one.") @Nullable
        Long replacedBy) {}
