package io.pgbelay.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Where backups lie: exactly one kind of place. */
@ValidationRule(value = "has(self.s3)", message = "name exactly one storage: s3")
public record Storage(
        @JsonPropertyDescription("A bucket of S3 or of anything that speaks its protocol. Default: none.") @Nullable
        S3 s3) {}
