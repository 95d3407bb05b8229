package io.pgbelay.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Into which database a backup is brought back. */
@ValidationRule(
        value = "self.ownership == 'Single' ? has(self.owner) : !has(self.owner)",
        message = "owner belongs to ownership: Single")
@ValidationRule(
        value = "self.ownership == 'Map' ? has(self.owners) && size(self.owners) > 0 : !has(self.owners)",
        message = "owners belong to ownership: Map")
public record RestoreTarget(
        @JsonPropertyDescription("The server. Default: the schedule's own, with the credentials of its restore block.")
        @Nullable
        Server server,

        @JsonPropertyDescription("Name of the database that is made.")
        @Required
        @Size(min = 1, max = 63)
        @ValidationRule(
                value = "!(self in ['postgres', 'template0', 'template1'])",
                message = "this database belongs to the server: choose another name")
        String database,

        @JsonPropertyDescription("New: into a database that does not exist yet. Default: New.") @Default("New")
        Mode mode,

        @JsonPropertyDescription(
                "Keep: owners as in the backup. Single: all belongs to owner. Map: as owners say. Default: Keep.")
        @Default("Keep")
        Ownership ownership,

        @JsonPropertyDescription("The role that owns everything, with ownership: Single. Default: none.")
        @Size(min = 1, max = 63)
        @Nullable
        String owner,

        @JsonPropertyDescription(
                "Roles of the backup, and the role that takes the place of each as owner, in grants and in policies, with"
                        + " ownership: Map. Others stay. Default: none.")
        Map<String, String> owners,

        @JsonPropertyDescription("Keep: grants as in the backup. Skip: none. Default: Keep.") @Default("Keep")
        Privileges privileges) {
    public RestoreTarget {
        mode = requireNonNullElse(mode, Mode.New);
        ownership = requireNonNullElse(ownership, Ownership.Keep);
        owners = Map.copyOf(requireNonNullElse(owners, Map.of()));
        privileges = requireNonNullElse(privileges, Privileges.Keep);
    }

    /** How a backup meets what is there. */
    public enum Mode {
        New
    }

    /** Who owns what was restored. */
    public enum Ownership {
        Keep,
        Single,
        Map
    }

    /** Which grants come back. */
    public enum Privileges {
        Keep,
        Skip
    }
}
