package io.pgbelay.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A Deployment whose running image may be promoted. */
public record AllowedSource(
        @JsonPropertyDescription("Its namespace.") @Required @Size(min = 1, max = 63)
        String namespace,

        @JsonPropertyDescription("Its name.") @Required @Size(min = 1, max = 253)
        String name,

        @JsonPropertyDescription("Its container. Default: that of the first workload.")
        @Size(min = 1, max = 63)
        @Nullable
        String container,

        @JsonPropertyDescription(
                "The tag that it must run; {version} stands for the version asked for. Default: {version}.")
        @Default("\"{version}\"")
        @Size(min = 1, max = 128)
        @ValidationRule(
                value = "self.contains('{version}')",
                message = "the tag has to name the version: write {version} in it")
        String tag) {
    public AllowedSource {
        tag = requireNonNullElse(tag, "{version}");
    }

    /** The tag of this version. */
    public String tagOf(String version) {
        return tag.replace("{version}", version);
    }

    /** Whether this is the Deployment. */
    public boolean names(DeploymentRef other) {
        return namespace.equals(other.namespace()) && name.equals(other.name());
    }
}
