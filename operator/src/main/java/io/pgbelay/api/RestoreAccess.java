package io.pgbelay.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** What it takes to bring a schedule's database back, so that nobody else has to write servers and keys. */
public record RestoreAccess(
        @JsonPropertyDescription("A role on the schedule's server that may create databases.") @Required
        DatabaseCredentials credentials,

        @JsonPropertyDescription("Keys that may read the storage. Default: those that write it.") @Nullable
        S3Credentials readCredentials,

        @JsonPropertyDescription("What opens encrypted backups. Default: every RestoreRequest says it itself.")
        @Nullable
        Decryption decryption) {}
