package io.pgbelay.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;

/** The backup that is taken, and proven, before a release changes anything. */
public record RestorePointPolicy(
        @JsonPropertyDescription("The BackupSchedule by whose template it is made.") @Required
        ObjectRef scheduleRef,

        @JsonPropertyDescription("How far it must be proven before the promotion goes on. Default: Digest.")
        @Default("Digest")
        Verified.Level verified) {
    public RestorePointPolicy {
        verified = requireNonNullElse(verified, Verified.Level.Digest);
    }
}
