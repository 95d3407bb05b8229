package io.pgbelay.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A time that comes again and again, in which no release begins. */
public record FreezeWindow(
        @JsonPropertyDescription("When it begins: five cron fields or a macro, as in a BackupSchedule.")
        @Required
        @Size(min = 1, max = 128)
        String schedule,

        @JsonPropertyDescription("How long it lasts, such as 64h.")
        @Required
        @Size(max = 32)
        @ValidationRule(value = Rules.DURATION, message = Rules.DURATION_WORDS)
        String duration,

        @JsonPropertyDescription("IANA name of the zone in which the schedule is read. Default: Etc/UTC.")
        @Default("Etc/UTC")
        @Size(min = 1, max = 64)
        String timeZone) {
    public FreezeWindow {
        timeZone = requireNonNullElse(timeZone, "Etc/UTC");
    }
}
