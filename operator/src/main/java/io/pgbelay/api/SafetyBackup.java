package io.pgbelay.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** The last backup of a database before it is dropped. */
@ValidationRule(value = "has(self.scheduleRef) != has(self.none)", message = "name exactly one of scheduleRef and none")
public record SafetyBackup(
        @JsonPropertyDescription("The BackupSchedule whose template is followed. Default: the source's schedule.")
        @Nullable
        ObjectRef scheduleRef,

        @JsonPropertyDescription("Says that there is none, and why. Default: there is one.") @Nullable
        None none) {
    /** No last backup. */
    public record None(
            @JsonPropertyDescription("Why the data may be lost.") @Required @Size(min = 1, max = 253)
            String reason) {}
}
