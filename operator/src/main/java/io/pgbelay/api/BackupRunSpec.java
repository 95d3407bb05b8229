package io.pgbelay.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** What a person or a schedule asks of a BackupRun. Only {@code hold} and {@code keepFor} ever change. */
@ValidationRule(
        value = "has(self.scheduleRef) != has(self.template)",
        message = "name exactly one of scheduleRef and template")
@ValidationRule(
        value =
                "has(self.scheduleRef) == has(oldSelf.scheduleRef) && (!has(self.scheduleRef) || self.scheduleRef == oldSelf.scheduleRef)",
        message = "scheduleRef cannot change: create a new BackupRun")
@ValidationRule(
        value =
                "has(self.template) == has(oldSelf.template) && (!has(self.template) || self.template == oldSelf.template)",
        message = "template cannot change: create a new BackupRun")
@ValidationRule(
        value = "has(self.note) == has(oldSelf.note) && (!has(self.note) || self.note == oldSelf.note)",
        message = "note cannot change: create a new BackupRun")
@ValidationRule(
        value = "has(self.dryRun) == has(oldSelf.dryRun) && (!has(self.dryRun) || self.dryRun == oldSelf.dryRun)",
        message = "dryRun cannot change: create a new BackupRun")
@ValidationRule(
        value =
                "has(self.expiresAt) == has(oldSelf.expiresAt) && (!has(self.expiresAt) || self.expiresAt == oldSelf.expiresAt)",
        message = "expiresAt cannot change: create a new BackupRun")
@ValidationRule(
        value =
                "has(self.verification) == has(oldSelf.verification) && (!has(self.verification) || self.verification == oldSelf.verification)",
        message = "verification cannot change: create a new BackupRun")
@ValidationRule(
        value =
                "has(self.imported) == has(oldSelf.imported) && (!has(self.imported) || self.imported == oldSelf.imported)",
        message = "imported cannot change: create a new BackupRun")
@ValidationRule(
        value = "!has(self.imported) || has(self.scheduleRef)",
        message = "what was imported belongs to a schedule: name it in scheduleRef")
@ValidationRule(
        value = "!has(self.scheduleRef) || !has(self.verification)",
        message = "a run of a schedule is verified as the schedule says: leave verification out")
public record BackupRunSpec(
        @JsonPropertyDescription("The BackupSchedule whose template this run follows. Default: template says it all.")
        @Nullable
        ObjectRef scheduleRef,

        @JsonPropertyDescription("The backup, described here. Default: that of scheduleRef.") @Nullable
        BackupTemplate template,

        @JsonPropertyDescription(
                "How the backup is proven, where template describes it. Default: as scheduleRef says, or Decode.")
        @Nullable
        Verification verification,

        @JsonPropertyDescription("A word for people, such as pre-migration. Default: none.") @Size(max = 253) @Nullable
        String note,

        @JsonPropertyDescription("Whether to say in status.plan what would be done, and do nothing. Default: false.")
        @Default("false")
        Boolean dryRun,

        @JsonPropertyDescription("Not started after this time, RFC 3339 in UTC. Default: never expires.")
        @ValidationRule(value = Rules.TIME, message = Rules.TIME_WORDS)
        @Size(max = 20)
        @Nullable
        String expiresAt,

        @JsonPropertyDescription("Whether retention may not delete this backup. May be changed. Default: false.")
        @Default("false")
        Boolean hold,

        @JsonPropertyDescription(
                "How long after its end retention may not delete this backup. May be changed. Default: as long as a rule keeps it.")
        @Size(max = 32)
        @ValidationRule(value = Rules.DURATION, message = Rules.DURATION_WORDS)
        @Nullable
        String keepFor,

        @JsonPropertyDescription(
                "Written by the catalog alone: a backup that was found in the storage of scheduleRef. It is never run. Default: none.")
        @Nullable
        Imported imported) {
    public BackupRunSpec {
        dryRun = requireNonNullElse(dryRun, false);
        hold = requireNonNullElse(hold, false);
    }

    /** A run of a schedule that a promotion asked for, with a word that says why; retention leaves it alone that long. */
    public static BackupRunSpec asked(String schedule, String note, String keepFor) {
        return new BackupRunSpec(new ObjectRef(schedule), null, null, note, false, null, false, keepFor, null);
    }

    /** A run of a schedule. */
    public static BackupRunSpec ofSchedule(String schedule) {
        return new BackupRunSpec(new ObjectRef(schedule), null, null, null, false, null, false, null, null);
    }

    /** A backup that was found in the storage of a schedule. */
    public static BackupRunSpec imported(String schedule, String note, Imported imported) {
        return new BackupRunSpec(new ObjectRef(schedule), null, null, note, false, null, false, null, imported);
    }
}
