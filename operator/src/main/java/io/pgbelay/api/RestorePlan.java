package io.pgbelay.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** What a RestoreRequest does, or would do; resolved once, before anything is started. */
public record RestorePlan(
        @JsonPropertyDescription("The BackupRun that is brought back.")
        String backup,

        @JsonPropertyDescription("In one line: how old its snapshot is, and which backups stand before and after it.")
        String summary,

        @JsonPropertyDescription("The instant that the backup shows.")
        String snapshotTime,

        @JsonPropertyDescription("Size of the backup, in bytes.")
        Long sizeBytes,

        @JsonPropertyDescription("Where the manifest of the backup lies.")
        String manifest,

        @JsonPropertyDescription("SHA-256 of that manifest, hex.")
        String manifestSha256,

        @JsonPropertyDescription("Storage of the backup.") Storage storage,

        @JsonPropertyDescription("What opens the backup; absent where it is not encrypted.") @Nullable
        Decryption decryption,

        @JsonPropertyDescription("Server of the new database.")
        Server server,

        @JsonPropertyDescription("Server and database, as host:port/name.")
        String target,

        @JsonPropertyDescription("Size of the database when it was backed up, in bytes: about what the new one needs.")
        @Nullable
        Long databaseBytes,

        @JsonPropertyDescription("What is said about the Pod.") @Nullable
        PodTemplate podTemplate) {}
