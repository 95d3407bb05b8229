package io.pgbelay.backup;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupRunStatus;
import io.pgbelay.api.BackupRunStatus.Expiry;
import io.pgbelay.api.CopyStatus;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.RestoreRequestStatus;
import io.pgbelay.demo.Bucket;
import io.pgbelay.demo.Contents;
import io.pgbelay.demo.LoopWorld;
import io.pgbelay.demo.Scene;
import io.pgbelay.demo.World;
import io.pgbelay.kube.Conditions;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A copy of a backup, from a bucket that is not there to the day on which retention takes it. */
class CopiesLoopTest {
    private final World world = LoopWorld.get();
    private final Scene scene = Scene.open(world);
    private final String bucket = scene.namespace() + "-offsite";

    @Test
    void aCopyThatFailsIsTriedAgainAloneAndGoesBeforeItsBackup() {
        world.kubectlApply(scene.schedule("0 1 1 1 *")
                        .replace(
                                "    storage:",
                                "    copies:\n    - name: offsite\n" + "      s3: " + place("far") + "\n    storage:")
                + "  retention: {keepLast: 1}\n");
        world.kubectlApply(scene.runOfSchedule("first"));
        var backup = scene.ended("first").getStatus();
        assertThat(backup.usable()).as(scene.everything()).isTrue();
        var failed = scene.run(run -> named(run, "first") && said(run, "False", "CopyFailed"));
        var attempt = requireNonNull(failed.getStatus().copies().getFirst().attempt());
        assertThat(attempt.reason()).isEqualTo(FailureReason.BucketMissing);
        assertThat(failed.getStatus().phase()).isEqualTo(BackupRunStatus.Phase.Succeeded);

        world.operator().kill();
        world.playground().s3().createBucket(bucket);
        world.operator().start();
        var copied = scene.run(run -> named(run, "first") && said(run, "True", "Copied"));
        var copy = copied.getStatus().copies().getFirst();
        assertThat(copy.attempts()).isGreaterThan(1);
        assertThat(copied.getStatus().attempts())
                .as("the backup itself was made once")
                .isEqualTo(backup.attempts());
        assertThat(copied.getStatus().artifact()).isEqualTo(backup.artifact());
        try (var there = new Bucket(world, bucket)) {
            assertThat(there.keys("far/")).hasSize(3).contains(copy.manifest());
        }
        isRestored(requireNonNull(copy.manifest()));

        world.kubectlApply(scene.runOfSchedule("second"));
        var second = scene.run(run -> named(run, "second") && said(run, "True", "Copied"));
        var gone = scene.run(run -> named(run, "first") && run.getStatus().expired() == Expiry.Gone);
        assertThat(gone.getStatus().copies()).extracting(CopyStatus::phase).containsExactly(CopyStatus.Phase.Deleted);
        try (var there = new Bucket(world, bucket);
                var here = new Bucket(world)) {
            assertThat(there.keys("far/"))
                    .hasSize(3)
                    .contains(second.getStatus().copies().getFirst().manifest());
            assertThat(here.manifests(scene.prefix() + "/"))
                    .containsExactly(
                            requireNonNull(second.getStatus().artifact()).manifest());
        }
    }

    /** By its manifest alone, as another cluster would. */
    private void isRestored(String manifest) {
        world.kubectlApply(scene.restore("back", "x", "from_the_copy")
                .replace("{runRef: {name: x}}", "{storage: {key: " + manifest + ", s3: " + place("") + "}}"));
        assertThat(scene.restored("back").getStatus().phase())
                .as(scene.everything())
                .isEqualTo(RestoreRequestStatus.Phase.Succeeded);
        assertThat(Contents.of(scene.postgres(), scene.database())
                        .differencesFrom(Contents.of(scene.postgres(), "from_the_copy")))
                .isEqualTo(Map.of());
    }

    private String place(String prefix) {
        return "{bucket: %s, prefix: '%s', endpoint: '%s', forcePathStyle: true, credentials: {secretName: s3-writer}}"
                .formatted(bucket, prefix, world.playground().s3().endpoint());
    }

    private static boolean named(BackupRun run, String name) {
        return run.getMetadata().getName().equals(name) && run.getStatus() != null;
    }

    private static boolean said(BackupRun run, String status, String reason) {
        var conditions = run.getStatus().conditions();
        return Conditions.holds(conditions, "CopiesComplete", status)
                && conditions.stream().anyMatch(one -> one.getReason().equals(reason));
    }
}
