package io.pgbelay.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A workload of this namespace. */
public record WorkloadRef(
        @JsonPropertyDescription("Deployment or StatefulSet.") @Required
        Kind kind,

        @JsonPropertyDescription("Its name, in this namespace.") @Required @Size(min = 1, max = 253)
        String name) {
    /** What can be scaled. */
    public enum Kind {
        Deployment,
        StatefulSet
    }
}
