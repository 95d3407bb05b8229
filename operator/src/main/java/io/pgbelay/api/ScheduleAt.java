package io.pgbelay.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** A schedule, and how old the backup has to be at least. */
public record ScheduleAt(
        @JsonPropertyDescription("Name of the BackupSchedule, in this namespace.") @Required @Size(min = 1, max = 40)
        String name,

        @JsonPropertyDescription(
                "The newest good backup whose snapshot is not after this time, RFC 3339 in UTC. Default: the newest.")
        @Pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$")
        @Size(max = 20)
        @Nullable
        String at) {}
