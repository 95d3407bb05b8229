package io.pgbelay.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Where the keys of an S3 account stand: a Secret of this namespace, read by the Job's Pod alone. */
public record S3Credentials(
        @JsonPropertyDescription("Name of a Secret in this namespace.") @Required @Size(min = 1, max = 253)
        String secretName,

        @JsonPropertyDescription("Key of the access key id. Default: AWS_ACCESS_KEY_ID.")
        @Default("AWS_ACCESS_KEY_ID")
        @Size(min = 1, max = 253)
        String accessKeyIdKey,

        @JsonPropertyDescription("Key of the secret access key. Default: AWS_SECRET_ACCESS_KEY.")
        @Default("AWS_SECRET_ACCESS_KEY")
        @Size(min = 1, max = 253)
        String secretAccessKeyKey) {
    public S3Credentials {
        accessKeyIdKey = requireNonNullElse(accessKeyIdKey, "AWS_ACCESS_KEY_ID");
        secretAccessKeyKey = requireNonNullElse(secretAccessKeyKey, "AWS_SECRET_ACCESS_KEY");
    }
}
