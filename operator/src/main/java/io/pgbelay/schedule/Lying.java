package io.pgbelay.schedule;

import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupTemplate;
import io.pgbelay.api.Copy;
import io.pgbelay.api.CopyStatus;
import io.pgbelay.api.S3Credentials;
import io.pgbelay.api.Storage;
import io.pgbelay.contract.StoredBackup;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A backup, or one of its copies, where it lies.
 *
 * @param copy which of them; absent: the backup itself
 */
record Lying(
        BackupRun run,
        Storage storage,
        StoredBackup backup,
        @Nullable String copy) {
    /** The backup itself. */
    static Lying itself(BackupRun run) {
        var artifact = Shelf.artifact(run);
        var backup = new StoredBackup(History.backupUid(run), artifact.manifest(), artifact.manifestSha256());
        return new Lying(run, template(run).storage(), backup, null);
    }

    /**
     * What of it goes first: its copies, one by one, then itself. A record stays until all of them are gone.
     *
     * @param current the template of the schedule as it is now: what it leaves alone is left, so that a storage which is gone
     *     for good does not keep the backups
     */
    static Lying doomed(BackupRun run, BackupTemplate current) {
        return copies(run)
                .filter(one -> one.pruned(template(run)) && one.pruned(current))
                .findFirst()
                .orElseGet(() -> itself(run));
    }

    /** Whether a Job is copying it at this moment: nothing of it is deleted before that has ended. */
    static boolean beingCopied(BackupRun run) {
        return History.status(run).copies().stream().anyMatch(one -> one.phase() == CopyStatus.Phase.Copying);
    }

    /** That of it which lies in the same place as this, if any. */
    Optional<Lying> like(BackupRun other) {
        var candidates = copy == null ? Stream.of(itself(other)) : copies(other);
        return candidates.filter(this::together).findFirst();
    }

    /** Whether both lie in the same place, whoever wrote them with which keys. */
    boolean together(Lying other) {
        return together(other.storage) && (copy == null) == (other.copy == null);
    }

    /** Whether this lies there. */
    boolean together(Storage place) {
        return storage.place().sameAs(place.place());
    }

    /** The storage with the keys by which this is deleted: a copy's are its own. */
    Storage storage(@Nullable S3Credentials reaper) {
        return copy == null ? storage.withCredentials(reaper) : storage;
    }

    /** The status of all copies of a run, when those of this name are deleted. */
    static List<CopyStatus> without(BackupRun run, String copy) {
        return History.status(run).copies().stream()
                .map(one -> one.name().equals(copy) ? one.deleted() : one)
                .toList();
    }

    private boolean pruned(BackupTemplate template) {
        return template.copy(Objects.requireNonNull(copy)).map(Copy::prune).orElse(true);
    }

    private static Stream<Lying> copies(BackupRun run) {
        return History.status(run).copies().stream()
                .filter(one -> one.phase() == CopyStatus.Phase.Succeeded)
                .flatMap(one -> template(run).copy(one.name()).stream().map(copy -> there(run, copy, one)));
    }

    private static Lying there(BackupRun run, Copy copy, CopyStatus status) {
        var backup = new StoredBackup(
                History.backupUid(run),
                Objects.requireNonNull(status.manifest()),
                Objects.requireNonNull(status.manifestSha256()));
        return new Lying(run, copy.storage(), backup, copy.name());
    }

    private static BackupTemplate template(BackupRun run) {
        return Objects.requireNonNull(run.getStatus().template());
    }
}
