package io.pgbelay.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.Quantity;
import org.jspecify.annotations.Nullable;

/** What it takes to bring a schedule's database back, so that nobody else has to write servers and keys. */
public record RestoreAccess(
        @JsonPropertyDescription("A role on the schedule's server that may create databases.") @Required
        DatabaseCredentials credentials,

        @JsonPropertyDescription("Keys that may read the storage. Default: those that write it.") @Nullable
        S3Credentials readCredentials,

        @JsonPropertyDescription("What opens encrypted backups. Default: every RestoreRequest says it itself.")
        @Nullable
        Decryption decryption,

        @JsonPropertyDescription(
                "Room on the server's disk for a second copy, such as 200Gi; SQL cannot see it. Default: nobody knows.")
        @Nullable
        Quantity freeBytes) {
    /** Access with nothing said about the disk. */
    public RestoreAccess(
            DatabaseCredentials credentials, @Nullable S3Credentials readCredentials, @Nullable Decryption decryption) {
        this(credentials, readCredentials, decryption, null);
    }
}
