package io.pgbelay.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.api.BackupRunStatus.Phase;
import io.pgbelay.demo.Bucket;
import io.pgbelay.demo.LoopWorld;
import io.pgbelay.demo.Scene;
import io.pgbelay.demo.World;
import org.junit.jupiter.api.Test;

/** concurrencyPolicy: Replace, with a real mover that hangs in the middle of its upload. */
class ReplaceLoopTest {
    private final World world = LoopWorld.get();

    @Test
    void aRunThatHangsGivesWayToTheTriggerAndLeavesNoUpload() {
        var scene = Scene.open(world).withBulk(20);
        var held = scene.holdUploads();
        try {
            world.kubectlApply(scene.schedule("* * * * *").replace("spec:\n", "spec:\n  concurrencyPolicy: Replace\n"));
            scene.await(() -> held.hits() > 0);
            scene.kubectl(
                    "patch",
                    "bsched",
                    "orders",
                    "--type=merge",
                    "-p",
                    "{\"spec\":{\"trigger\":\"now\",\"suspend\":true}}");
            scene.run(run -> run.getStatus() != null && run.getStatus().ended());
        } finally {
            held.close();
        }

        var old = scene.run(run -> run.getStatus() != null && run.getStatus().replacedBy() != null);
        assertThat(old.getStatus().phase()).as(scene.everything()).isEqualTo(Phase.Failed);
        assertThat(Scene.reason(old)).isEqualTo("Replaced");
        assertThat(old.getStatus().attempts())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.end()).isNotNull());
        var triggered = scene.run(run -> run.getMetadata().getName().startsWith("orders-t-"));
        assertThat(old.getStatus().replacedBy())
                .isEqualTo(triggered.getMetadata().getName());
        var end = scene.ended(triggered.getMetadata().getName());
        assertThat(end.getStatus().phase()).as(scene.everything()).isEqualTo(Phase.Succeeded);
        try (var bucket = new Bucket(world)) {
            assertThat(bucket.manifests(scene.prefix() + "/")).hasSize(1);
            assertThat(bucket.uploads(scene.prefix() + "/")).isEmpty();
        }
    }
}
