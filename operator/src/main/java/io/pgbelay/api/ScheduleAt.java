package io.pgbelay.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A schedule, and how old the backup has to be at least. */
public record ScheduleAt(
        @JsonPropertyDescription("Name of the BackupSchedule, in this namespace.") @Required @Size(min = 1, max = 40)
        String name,

        @JsonPropertyDescription(
                "The newest good backup whose snapshot is not after this time, RFC 3339 in UTC. Default: the newest.")
        @ValidationRule(value = Rules.TIME, message = Rules.TIME_WORDS)
        @Size(max = 20)
        @Nullable
        String at) {}
