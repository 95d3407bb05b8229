package io.pgbelay.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** The backup that is taken, and proven, before a release changes anything. */
public record RestorePointPolicy(
        @JsonPropertyDescription("The BackupSchedule by whose template it is made.") @Required
        ObjectRef scheduleRef,

        @JsonPropertyDescription("How far it must be proven before the promotion goes on. Default: Digest.")
        @Default("Digest")
        Verified.Level verified,

        @JsonPropertyDescription("How long after its end retention may not delete it. Default: 30d.")
        @Default("30d")
        @Size(max = 32)
        @ValidationRule(value = Rules.DURATION, message = Rules.DURATION_WORDS)
        String keepFor) {
    public RestorePointPolicy {
        verified = requireNonNullElse(verified, Verified.Level.Digest);
        keepFor = requireNonNullElse(keepFor, "30d");
    }
}
