package io.pgbelay.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/**
 * How the schema follows a release. The commands run in a Job with the first workload's own container: its environment,
 * volumes and service account, and another command.
 */
@ValidationRule(
        value = "!has(self.down) || self.down.size() == 0 || (has(self.current) && self.current.size() > 0)",
        message = "down goes back to what current says: give current too")
public record MigrationPolicy(
        @JsonPropertyDescription("The command that migrates, run with the new image, such as [alembic, upgrade, head].")
        @Required
        @Size(min = 1, max = 32)
        List<String> up,

        @JsonPropertyDescription(
                "The command whose last line begins with the schema's revision; it changes nothing. Default: nobody knows the revision.")
        @Size(max = 32)
        List<String> current,

        @JsonPropertyDescription(
                "The command that takes the migration back, run with the new image; {from} is the revision before. Default: it cannot be taken back.")
        @Size(max = 32)
        List<String> down,

        @JsonPropertyDescription(
                "Whether the old image works on the new schema: BackwardCompatible or Breaking. Default: BackwardCompatible.")
        @Default("BackwardCompatible")
        Compatibility compatibility,

        @JsonPropertyDescription(
                "Whether down loses nothing that was written since; only then it runs by itself. Default: false.")
        @Default("false")
        Boolean downIsLossless,

        @JsonPropertyDescription("How long one command may take. Default: 30m.")
        @Default("30m")
        @Size(max = 32)
        @ValidationRule(value = Rules.DURATION, message = Rules.DURATION_WORDS)
        String deadline) {
    public MigrationPolicy {
        up = List.copyOf(requireNonNullElse(up, List.of()));
        current = List.copyOf(requireNonNullElse(current, List.of()));
        down = List.copyOf(requireNonNullElse(down, List.of()));
        compatibility = requireNonNullElse(compatibility, Compatibility.BackwardCompatible);
        downIsLossless = requireNonNullElse(downIsLossless, false);
        deadline = requireNonNullElse(deadline, "30m");
    }

    /** What an old image can do with a new schema. */
    public enum Compatibility {
        BackwardCompatible,
        Breaking
    }
}
