package io.pgbelay.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** Encryption by the object store itself, with keys that it holds. */
@ValidationRule(
        value = "!has(self.kmsKeyId) || self.kmsKeyId == '' || self.type == 'KMS'",
        message = "kmsKeyId belongs to type KMS")
public record ServerSideEncryption(
        @JsonPropertyDescription("Whose keys: the store's own (S3), or those of its key service (KMS).") @Required
        Type type,

        @JsonPropertyDescription("Id or ARN of the key, for KMS. Default: the account's key for S3.") @Size(max = 2048)
        String kmsKeyId) {
    /** Whose keys. */
    public enum Type {
        /** Keys that the store keeps by itself: SSE-S3, {@code AES256}. */
        S3,
        /** Keys of the key management service: SSE-KMS, {@code aws:kms}. */
        KMS
    }

    public ServerSideEncryption {
        kmsKeyId = requireNonNullElse(kmsKeyId, "");
    }
}
