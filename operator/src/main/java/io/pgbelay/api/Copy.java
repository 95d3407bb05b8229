package io.pgbelay.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A further storage that each good backup is copied to, by a Job of its own that knows no database. */
@ValidationRule(value = "has(self.s3) != has(self.volume)", message = "name exactly one storage: s3 or volume")
public record Copy(
        @JsonPropertyDescription("What the copy is called in status.copies, such as offsite.")
        @Required
        @Size(min = 1, max = 20)
        @ValidationRule(
                value = "self.matches('^[a-z0-9]([a-z0-9-]*[a-z0-9])?$')",
                message = "a copy's name has small letters, digits and hyphens between them")
        String name,

        @JsonPropertyDescription("A bucket of S3 or of anything that speaks its protocol. Default: none.") @Nullable
        S3 s3,

        @JsonPropertyDescription("A volume that the Jobs mount. Default: none.") @Nullable
        Volume volume,

        @JsonPropertyDescription(
                "Whether retention deletes the copy before its backup, by the credentials of this storage; otherwise it stays,"
                        + " for the store's own rules to end it. Default: true.")
        @Default("true")
        Boolean prune) {
    public Copy {
        prune = requireNonNullElse(prune, true);
    }

    /** Where the copy goes. */
    public Storage storage() {
        return new Storage(s3, volume);
    }
}
