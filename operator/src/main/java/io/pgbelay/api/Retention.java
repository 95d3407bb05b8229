package io.pgbelay.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Which backups of a schedule stay: one stays while any of these rules keeps it. */
@ValidationRule(
        value = "has(self.keepLast) || has(self.keepWithin) || has(self.keepHourly) || has(self.keepDaily)"
                + " || has(self.keepWeekly) || has(self.keepMonthly) || has(self.keepYearly)",
        message = "say what is kept: keepLast, keepWithin, or one of keepHourly to keepYearly")
public record Retention(
        @JsonPropertyDescription("So many of the newest backups. Default: not by number.")
        @Min(1)
        @Max(100000)
        @Nullable
        Integer keepLast,

        @JsonPropertyDescription("All that are at most this much older than the newest one. Default: not by age.")
        @Size(max = 32)
        @ValidationRule(value = Rules.DURATION, message = Rules.DURATION_WORDS)
        @Nullable
        String keepWithin,

        @JsonPropertyDescription("The last one of each hour, for so many hours that have any. Default: not by hour.")
        @Min(1)
        @Max(100000)
        @Nullable
        Integer keepHourly,

        @JsonPropertyDescription("The last one of each day, for so many days that have any. Default: not by day.")
        @Min(1)
        @Max(100000)
        @Nullable
        Integer keepDaily,

        @JsonPropertyDescription(
                "The last one of each ISO week, for so many weeks that have any. Default: not by week.")
        @Min(1)
        @Max(100000)
        @Nullable
        Integer keepWeekly,

        @JsonPropertyDescription("The last one of each month, for so many months that have any. Default: not by month.")
        @Min(1)
        @Max(100000)
        @Nullable
        Integer keepMonthly,

        @JsonPropertyDescription("The last one of each year, for so many years that have any. Default: not by year.")
        @Min(1)
        @Max(100000)
        @Nullable
        Integer keepYearly,

        @JsonPropertyDescription(
                "Keys of an account that may delete, so that the writer's need not. Default: those of the template's storage.")
        @Nullable
        S3Credentials credentials,

        @JsonPropertyDescription(
                "Whether to say in status.retention.plan what would be deleted, and delete nothing. Default: false.")
        @Default("false")
        Boolean dryRun,

        @JsonPropertyDescription(
                "The word of status.retention.suspicious, once somebody has looked at the backup that was so unlike those before"
                        + " it: deletion goes on. Default: nothing is acknowledged.")
        @Size(max = 64)
        @Nullable
        String acknowledge) {
    public Retention {
        dryRun = requireNonNullElse(dryRun, false);
    }

    /** The rules alone: what a person has acknowledged changes none of them. */
    public Retention unacknowledged() {
        return new Retention(
                keepLast,
                keepWithin,
                keepHourly,
                keepDaily,
                keepWeekly,
                keepMonthly,
                keepYearly,
                credentials,
                dryRun,
                null);
    }
}
