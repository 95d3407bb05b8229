package io.pgbelay.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** What a backup left in the storage, as its manifest says. */
public record Artifact(
        @JsonPropertyDescription(
                "Address of the data object, such as s3://bucket/key; of the first one, where there are several.")
        String location,

        @JsonPropertyDescription("Key of the manifest: the backup exists since this was written.")
        String manifest,

        @JsonPropertyDescription("Size of the data object for people, such as 371.2 MiB.")
        String size,

        @JsonPropertyDescription("Size of the data object in bytes.")
        Long sizeBytes,

        @JsonPropertyDescription("Size of the dump before compression and encryption, in bytes.")
        Long dumpBytes,

        @JsonPropertyDescription("SHA-256 of the data object, hex; of the first one, where there are several.")
        String sha256,

        @JsonPropertyDescription("SHA-256 of the dump before compression and encryption, hex.")
        String dumpSha256,

        @JsonPropertyDescription("SHA-256 of the manifest, hex.")
        String manifestSha256,

        @JsonPropertyDescription("Format of the dump: Custom or Plain.")
        Dump.@Nullable Format format,

        @JsonPropertyDescription(
                "Who can open it: OpenPGP (owners of keys) or Passphrase; absent where it is not encrypted.")
        Encryption.@Nullable Method encryption,

        @JsonPropertyDescription("The instant that the backup shows, by the server's clock.")
        String snapshotTime,

        @JsonPropertyDescription(
                "Position in the write-ahead log at the snapshot; absent where the role may not see it.")
        @Nullable
        String snapshotLSN,

        @JsonPropertyDescription("pg_database_size at the snapshot, in bytes.") @Nullable
        Long databaseBytes,

        @JsonPropertyDescription("Version of the server.") @Nullable
        String serverVersion,

        @JsonPropertyDescription("Version of pg_dump.") @Nullable
        String clientVersion,

        @JsonPropertyDescription("Identifier of the server's data directory; absent where the role may not see it.")
        @Nullable
        String systemIdentifier,

        @JsonPropertyDescription("How many tables with data the dump holds.") @Nullable
        Long tables,

        @JsonPropertyDescription("How many rows the dump holds; absent where they were not counted.") @Nullable
        Long rows,

        @JsonPropertyDescription(
                "Whether nothing of the database was left out: false where dump selects, for what was dumped may need what"
                        + " was not.")
        @Nullable
        Boolean selfContained,

        @JsonPropertyDescription(
                "Of a backup of several streams the part of the largest table in percent: pg_dump cannot divide a table, so"
                        + " no stream more would make this part faster.")
        @Nullable
        Integer largestTableShare) {}
