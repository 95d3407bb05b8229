package io.pgbelay.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** What a RestoreRequest does, or would do; resolved once, before anything is started. */
public record RestorePlan(
        @JsonPropertyDescription("The BackupRun that is brought back, or that the database came from.") @Nullable
        String backup,

        @JsonPropertyDescription("In one line: how old its snapshot is, and which backups stand before and after it.")
        String summary,

        @JsonPropertyDescription("The instant that the backup shows.") @Nullable
        String snapshotTime,

        @JsonPropertyDescription("How old that was when the plan was made, for people.") @Nullable
        String age,

        @JsonPropertyDescription("Size of the backup, in bytes.") @Nullable
        Long sizeBytes,

        @JsonPropertyDescription("Where the manifest of the backup lies.") @Nullable
        String manifest,

        @JsonPropertyDescription("SHA-256 of that manifest, hex.") @Nullable
        String manifestSha256,

        @JsonPropertyDescription("Key of the dump that is brought back, where no manifest tells of it.") @Nullable
        String file,

        @JsonPropertyDescription("Storage of the backup; absent where nothing is read from it.") @Nullable
        Storage storage,

        @JsonPropertyDescription("What opens the backup; absent where it is not encrypted.") @Nullable
        Decryption decryption,

        @JsonPropertyDescription("The database that comes, where it stands on the server already.") @Nullable
        ReadyDatabase ready,

        @JsonPropertyDescription("The BackupSchedule that the backup belongs to.") @Nullable
        String schedule,

        @JsonPropertyDescription("Server of the database.") Server server,

        @JsonPropertyDescription("Server and database, as host:port/name.")
        String target,

        @JsonPropertyDescription("Size of the database when it was backed up, in bytes: about what the new one needs.")
        @Nullable
        Long databaseBytes,

        @JsonPropertyDescription("What is said about the Pod.") @Nullable
        PodTemplate podTemplate,

        @JsonPropertyDescription("When this plan was made.") String plannedAt,

        @JsonPropertyDescription("How long it may take, for people.") @Nullable
        String estimate,

        @JsonPropertyDescription("Swap and InPlace: the live database, as a rehearsal found it.") @Nullable
        LiveDatabase live,

        @JsonPropertyDescription("Swap and InPlace: what will be replaced, and where it goes, for people.") @Nullable
        String willReplace,

        @JsonPropertyDescription("Swap and InPlace: bytes of disk that are needed beside the live database.") @Nullable
        Long diskNeeded,

        @JsonPropertyDescription(
                "Swap and InPlace: the word that spec.confirm has to be for this plan to be carried out.")
        @Nullable
        String confirm) {
    /** The same after a rehearsal. */
    public RestorePlan rehearsed(LiveDatabase found, String words, String confirmation) {
        return new RestorePlan(
                backup,
                summary,
                snapshotTime,
                age,
                sizeBytes,
                manifest,
                manifestSha256,
                file,
                storage,
                decryption,
                ready,
                schedule,
                server,
                target,
                databaseBytes,
                podTemplate,
                plannedAt,
                estimate,
                found,
                words,
                found.diskNeeded(),
                confirmation);
    }
}
