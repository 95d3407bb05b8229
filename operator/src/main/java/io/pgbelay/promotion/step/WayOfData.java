package io.pgbelay.promotion.step;

import io.pgbelay.api.FailureReason;
import io.pgbelay.api.PermanentFailure;
import io.pgbelay.api.Release;
import java.util.Objects;

/**
 * The data to which a Rollback goes back.
 *
 * @param run name of the BackupRun
 * @param snapshotTime the instant that it shows
 */
record WayOfData(String run, String snapshotTime) {
    /**
     * That of before the release that is taken back.
     *
     * @throws PermanentFailure where no backup shows it
     */
    static WayOfData of(Facts seen, Release current) {
        var name = current.restorePoint();
        if (name == null) {
            throw none("Promotion " + current.promotion() + " took no restore point");
        }
        var run = seen.wayBack();
        if (run == null || run.getStatus() == null || !run.getStatus().usable()) {
            throw none("BackupRun " + name + " holds no backup any more");
        }
        var artifact = Objects.requireNonNull(run.getStatus().artifact(), "what is usable has one");
        return new WayOfData(name, artifact.snapshotTime());
    }

    /** What a person must know who approves. */
    String words() {
        return ", with the data of " + snapshotTime + " (BackupRun " + run + "): what was written since is lost";
    }

    private static PermanentFailure none(String message) {
        return new PermanentFailure(FailureReason.NoRestorePoint, message);
    }
}
