package io.pgbelay.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** What is brought back: exactly one way to say it. */
@ValidationRule(
        value =
                "[has(self.runRef), has(self.scheduleRef), has(self.restoredRef), has(self.undoRef), has(self.storage)].filter(x, x).size() == 1",
        message = "name exactly one of runRef, scheduleRef, restoredRef, undoRef and storage")
public record RestoreSource(
        @JsonPropertyDescription("The very BackupRun. Default: another one names the source.") @Nullable
        ObjectRef runRef,

        @JsonPropertyDescription("The newest good backup of a schedule. Default: another one names the source.")
        @Nullable
        ScheduleAt scheduleRef,

        @JsonPropertyDescription(
                "A finished RestoreRequest of mode New: the very database that it made. Default: another one names the source.")
        @Nullable
        ObjectRef restoredRef,

        @JsonPropertyDescription(
                "A RestoreRequest of mode Swap within its undo window: the old database comes back. Default: another one names the source.")
        @Nullable
        ObjectRef undoRef,

        @JsonPropertyDescription(
                "A dump straight from a bucket or a volume, whoever wrote it. Default: another one names the source.")
        @Nullable
        StoredFile storage) {
    /** A backup. */
    public RestoreSource(@Nullable ObjectRef runRef, @Nullable ScheduleAt scheduleRef) {
        this(runRef, scheduleRef, null, null, null);
    }

    /** The request whose database is meant, which stands on the server already; absent where it is a backup. */
    public @Nullable ObjectRef request() {
        return restoredRef == null ? undoRef : restoredRef;
    }
}
