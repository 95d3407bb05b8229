package io.pgbelay.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** What a person asks of a BackupSchedule. */
public record BackupScheduleSpec(
        @JsonPropertyDescription(
                "When: five cron fields, a macro such as @daily, or H in a field for a stable choice of ours.")
        @Required
        @Size(min = 1, max = 120)
        @ValidationRule(value = CronRules.FORM, message = CronRules.FORM_WORDS)
        @ValidationRule(value = CronRules.MINUTE, message = CronRules.MINUTE_WORDS)
        @ValidationRule(value = CronRules.HOUR, message = CronRules.HOUR_WORDS)
        @ValidationRule(value = CronRules.DAY, message = CronRules.DAY_WORDS)
        @ValidationRule(value = CronRules.MONTH, message = CronRules.MONTH_WORDS)
        @ValidationRule(value = CronRules.WEEKDAY, message = CronRules.WEEKDAY_WORDS)
        String schedule,

        @JsonPropertyDescription("IANA zone in which the schedule is read. Default: Etc/UTC.")
        @Default("Etc/UTC")
        @Size(min = 1, max = 64)
        @ValidationRule(value = Rules.ZONE, message = Rules.ZONE_WORDS)
        String timeZone,

        @JsonPropertyDescription("Whether no backups are started for now. Default: false.") @Default("false")
        Boolean suspend,

        @JsonPropertyDescription(
                "After downtime the newest missed time runs once if it is younger than this. Default: half the interval, at least 1h.")
        @Size(max = 32)
        @ValidationRule(value = Rules.DURATION, message = Rules.DURATION_WORDS)
        @Nullable
        String startingDeadline,

        @JsonPropertyDescription(
                "What a time does that comes while a run is under way. Forbid: it waits. Replace: it ends the run of an earlier time. Default: Forbid.")
        @Default("Forbid")
        ConcurrencyPolicy concurrencyPolicy,

        @JsonPropertyDescription(
                "How old the newest good backup may become, by what it shows: condition RPOMet. Default: twice the interval.")
        @Size(max = 32)
        @ValidationRule(value = Rules.DURATION, message = Rules.DURATION_WORDS)
        @Nullable
        String recoveryPointObjective,

        @JsonPropertyDescription("Any new value starts one backup; it waits while another runs. Default: none.")
        @Size(min = 1, max = 253)
        @Nullable
        String trigger,

        @JsonPropertyDescription(
                "How many failed BackupRuns that this schedule made stay as records; their evidence goes with them. With retention the record of one that may have left something in the storage stays until that is swept. Default: 3.")
        @Default("3")
        @Min(0)
        @Max(100)
        Integer failedRunsHistoryLimit,

        @JsonPropertyDescription("The backup, described; copied into each BackupRun.") @Required
        BackupTemplate template,

        @JsonPropertyDescription("How each backup is proven. Default: Decode after each.") @Default("{}")
        Verification verification,

        @JsonPropertyDescription("Which backups stay, while others are deleted. Default: all of them stay.") @Nullable
        Retention retention,

        @JsonPropertyDescription(
                "What it takes to bring this database back. Default: every RestoreRequest says it itself.")
        @Nullable
        RestoreAccess restore,

        @JsonPropertyDescription(
                "Backups of this schedule that lie in the storage and have no record here get one: read at once, then each day. Default: nobody looks.")
        @Nullable
        Catalog catalog) {
    public BackupScheduleSpec {
        timeZone = requireNonNullElse(timeZone, "Etc/UTC");
        suspend = requireNonNullElse(suspend, false);
        verification = requireNonNullElse(verification, Verification.DEFAULT);
        concurrencyPolicy = requireNonNullElse(concurrencyPolicy, ConcurrencyPolicy.Forbid);
        failedRunsHistoryLimit = requireNonNullElse(failedRunsHistoryLimit, 3);
    }

    /** Whether retention may delete what the catalog found. */
    public boolean adopts() {
        return catalog != null && catalog.adopt();
    }

    /** What a time does that comes while a run is under way. */
    public enum ConcurrencyPolicy {
        Forbid,
        Replace
    }
}
