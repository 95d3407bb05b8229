package io.pgbelay.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A Deployment, perhaps of another namespace. */
public record DeploymentRef(
        @JsonPropertyDescription("Its namespace.") @Required @Size(min = 1, max = 63)
        String namespace,

        @JsonPropertyDescription("Its name.") @Required @Size(min = 1, max = 253)
        String name) {}
