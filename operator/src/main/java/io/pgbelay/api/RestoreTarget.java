package io.pgbelay.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Into which database a backup is brought back. */
@ValidationRule(
        value = "self.ownership == 'Single' ? has(self.owner) : !has(self.owner)",
        message = "owner belongs to ownership: Single")
@ValidationRule(
        value = "self.ownership == 'Map' ? has(self.owners) && size(self.owners) > 0 : !has(self.owners)",
        message = "owners belong to ownership: Map")
@ValidationRule(value = "!has(self.ttl) || self.mode == 'New'", message = "ttl belongs to mode: New")
public record RestoreTarget(
        @JsonPropertyDescription("The server. Default: the schedule's own, with the credentials of its restore block.")
        @Nullable
        Server server,

        @JsonPropertyDescription("Name of the database: the new one, or the one that is replaced.")
        @Required
        @Size(min = 1, max = 63)
        @ValidationRule(
                value = "!(self in ['postgres', 'template0', 'template1'])",
                message = "this database belongs to the server: choose another name")
        String database,

        @JsonPropertyDescription(
                "New: into a database that does not exist yet. Swap: beside a live one, which it then replaces and which is kept. InPlace: into a live one, whose contents are replaced in one transaction, for roles that may not create databases. Default: New.")
        @Default("New")
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
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        Map<String, String> owners,

        @JsonPropertyDescription("Keep: grants as in the backup. Skip: none. Default: Keep.") @Default("Keep")
        Privileges privileges,

        @JsonPropertyDescription(
                "Whether a Swap or InPlace may go on although nobody says by freeBytes that a second copy fits. Default: false.")
        @Default("false")
        Boolean acceptDiskUse,

        @JsonPropertyDescription(
                "Replication slots, publications, subscriptions and extensions that a Swap or InPlace may break. Default: none.")
        @Size(max = 32)
        List<String> acceptReplicationBreak,

        @JsonPropertyDescription("New only: how long the database stays before it is dropped. Default: for ever.")
        @Size(max = 32)
        @ValidationRule(value = Rules.DURATION, message = Rules.DURATION_WORDS)
        @Nullable
        String ttl) {
    /** A target of which nothing special is accepted. */
    public RestoreTarget(
            @Nullable Server server,
            String database,
            Mode mode,
            Ownership ownership,
            @Nullable String owner,
            Map<String, String> owners,
            Privileges privileges) {
        this(server, database, mode, ownership, owner, owners, privileges, false, List.of(), null);
    }

    /** A live database of the schedule's own server that is replaced, with owners and grants as in the backup. */
    public static RestoreTarget swap(String database) {
        return new RestoreTarget(
                null, database, Mode.Swap, Ownership.Keep, null, Map.of(), Privileges.Keep, false, List.of(), null);
    }

    public RestoreTarget {
        acceptDiskUse = requireNonNullElse(acceptDiskUse, false);
        acceptReplicationBreak = List.copyOf(requireNonNullElse(acceptReplicationBreak, List.of()));
        mode = requireNonNullElse(mode, Mode.New);
        ownership = requireNonNullElse(ownership, Ownership.Keep);
        owners = Map.copyOf(requireNonNullElse(owners, Map.of()));
        privileges = requireNonNullElse(privileges, Privileges.Keep);
    }

    /** How a backup meets what is there. */
    public enum Mode {
        New,
        Swap,
        InPlace
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
