package io.pgbelay.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Another resource of pgBelay in the same namespace. */
public record ObjectRef(
        @JsonPropertyDescription("Name of the resource, in this namespace.") @Required @Size(min = 1, max = 253)
        String name) {}
