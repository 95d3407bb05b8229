package io.pgbelay.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A dump that no BackupRun of this namespace tells of: another cluster's, or one that others wrote. */
@ValidationRule(value = "has(self.s3) != has(self.volume)", message = "name exactly one storage: s3 or volume")
public record StoredFile(
        @JsonPropertyDescription("The bucket that it lies in; its prefix does not count. Default: none.") @Nullable
        S3 s3,

        @JsonPropertyDescription("The volume that it lies in; its path does not count. Default: none.") @Nullable
        Volume volume,

        @JsonPropertyDescription(
                "The whole key in the bucket, or path in the volume: a manifest of pgBelay, a dump such as orders.sql.gz, or, with a"
                        + " slash at its end, the directory that pg_dump -Fd wrote.")
        @Required
        @Size(min = 1, max = 1024)
        @ValidationRule(
                value = "!self.startsWith('/') && !self.matches('(^|/)[.][.]?(/|$)')",
                message = "write the whole key, without a slash at its beginning and without . and .. between slashes")
        String key) {
    private static final String MANIFEST = ".manifest.json";

    /** Where it lies. */
    public Storage storage() {
        return new Storage(s3, volume);
    }

    /** Whether it is a manifest that tells of a backup of ours, and not a dump itself. */
    public boolean told() {
        return key.endsWith(MANIFEST);
    }
}
