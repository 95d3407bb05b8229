package io.pgbelay.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** The last backup of a database before it is dropped. */
@ValidationRule(
        value = "(has(self.scheduleRef) ? 1 : 0) + (has(self.template) ? 1 : 0) + (has(self.none) ? 1 : 0) == 1",
        message = "name exactly one of scheduleRef, template and none")
public record SafetyBackup(
        @JsonPropertyDescription("The BackupSchedule whose template is followed. Default: the source's schedule.")
        @Nullable
        ObjectRef scheduleRef,

        @JsonPropertyDescription("How and to where it is backed up, written out. Default: the source's schedule.")
        @Nullable
        BackupTemplate template,

        @JsonPropertyDescription("Says that there is none, and why. Default: there is one.") @Nullable
        None none) {
    /** No last backup. */
    public record None(
            @JsonPropertyDescription("Why the data may be lost.") @Required @Size(min = 1, max = 253)
            String reason) {}
}
