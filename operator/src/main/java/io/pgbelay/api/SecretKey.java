package io.pgbelay.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** One entry of a Secret or ConfigMap in the resource's own namespace. */
@ValidationRule(
        value = "has(self.secretName) != has(self.configMapName)",
        message = "name exactly one of secretName and configMapName")
public record SecretKey(
        @JsonPropertyDescription("Name of a Secret in this namespace. Default: none.") @Size(max = 253) @Nullable
        String secretName,

        @JsonPropertyDescription("Name of a ConfigMap in this namespace. Default: none.") @Size(max = 253) @Nullable
        String configMapName,

        @JsonPropertyDescription("The key that holds the value.") @Required @Size(min = 1, max = 253)
        String key) {}
