package io.pgbelay.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Which backup is brought back: exactly one way to say it. */
@ValidationRule(
        value = "has(self.runRef) != has(self.scheduleRef)",
        message = "name exactly one of runRef and scheduleRef")
public record RestoreSource(
        @JsonPropertyDescription("The very BackupRun. Default: scheduleRef chooses.") @Nullable
        ObjectRef runRef,

        @JsonPropertyDescription("The newest good backup of a schedule. Default: runRef names it.") @Nullable
        ScheduleAt scheduleRef) {}
