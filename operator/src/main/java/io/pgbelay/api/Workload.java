package io.pgbelay.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** One container of a workload in the namespace of the Environment. */
public record Workload(
        @JsonPropertyDescription("What it is: Deployment. Default: Deployment.") @Default("Deployment")
        Kind kind,

        @JsonPropertyDescription("Its name.") @Required @Size(min = 1, max = 253)
        String name,

        @JsonPropertyDescription("The container whose image is the release.") @Required @Size(min = 1, max = 63)
        String container) {
    public Workload {
        kind = requireNonNullElse(kind, Kind.Deployment);
    }

    /** Kinds of workload that can be promoted. */
    public enum Kind {
        Deployment
    }
}
