package io.pgbelay.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Where backups lie: exactly one kind of place. */
@ValidationRule(value = "has(self.s3) != has(self.volume)", message = "name exactly one storage: s3 or volume")
public record Storage(
        @JsonPropertyDescription("A bucket of S3 or of anything that speaks its protocol. Default: none.") @Nullable
        S3 s3,

        @JsonPropertyDescription("A volume that the Jobs mount. Default: none.") @Nullable
        Volume volume) {
    /** A place, whatever its kind. */
    public sealed interface Place permits S3, Volume {
        /** What all keys begin with; empty or without slashes at its ends. */
        String prefix();

        /** Address of an object for people, such as {@code s3://bucket/key}. */
        String address(String key);

        /** Whether a key means the same object in both, whoever reads it with which credentials. */
        boolean sameAs(Place other);
    }

    /** A storage in a bucket. */
    public static Storage of(S3 s3) {
        return new Storage(s3, null);
    }

    /** The same place, read or written with other keys: as it is where none are given, or where a place has none. */
    public Storage withCredentials(@Nullable S3Credentials keys) {
        return s3 == null || keys == null ? this : of(s3.withCredentials(keys));
    }

    /**
     * The one place that is named.
     *
     * @throws PermanentFailure where this build knows none of what the spec names
     */
    public Place place() {
        if (s3 != null) {
            return s3;
        }
        if (volume != null) {
            return volume;
        }
        throw new PermanentFailure(FailureReason.SpecNotUnderstood, "The storage is of no kind known here");
    }
}
