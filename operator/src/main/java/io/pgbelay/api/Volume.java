package io.pgbelay.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A folder of a PersistentVolumeClaim in the resource's own namespace, with the same layout as a bucket. */
public record Volume(
        @JsonPropertyDescription("Name of a PersistentVolumeClaim in this namespace. Where runs may overlap or nodes"
                + " differ, its access mode must be ReadWriteMany.")
        @Required
        @Size(min = 1, max = 253)
        String claimName,

        @JsonPropertyDescription("Folder in the volume, without slashes at its ends. Default: the volume itself.")
        @Size(max = 512)
        @ValidationRule(
                value = "self == '' || self.matches('^[^/.][^/]*(/[^/.][^/]*)*$')",
                message = "write folders without slashes at the ends, none of them beginning with a dot")
        String path)
        implements Storage.Place {
    public Volume {
        path = requireNonNullElse(path, "");
    }

    @Override
    public String prefix() {
        return path;
    }

    @Override
    public String address(String key) {
        return "volume://" + claimName + "/" + key;
    }

    @Override
    public boolean sameAs(Storage.Place other) {
        return other instanceof Volume there && claimName.equals(there.claimName);
    }
}
