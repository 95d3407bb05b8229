package io.pgbelay.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.api.BackupRunStatus.Phase;
import io.pgbelay.demo.LoopWorld;
import io.pgbelay.demo.Scene;
import io.pgbelay.demo.World;
import org.junit.jupiter.api.Test;

/** Two backups of one database: the second waits, says why, and starts when the first has ended. */
class QueueLoopTest {
    private final World world = LoopWorld.get();

    @Test
    void theSecondWaitsForTheFirstOverARestartOfTheOperator() {
        var scene = Scene.open(world).withBulk(20);
        var held = scene.holdUploads();
        try {
            world.kubectlApply(scene.run("first"));
            scene.await(() -> held.hits() > 0);
            world.kubectlApply(scene.run("second"));
            scene.run(run -> run.getMetadata().getName().equals("second")
                    && run.getStatus() != null
                    && run.getStatus().phase() == Phase.Queued);
            assertThat(scene.kubectl("get", "brun", "second", "-o", "jsonpath={.status.conditions}"))
                    .contains("Waiting for another backup of", "/" + scene.database());
            world.operator().kill();
            world.operator().start();
            assertThat(scene.kubectl("get", "jobs", "-o", "name")).doesNotContain("second");
        } finally {
            held.close();
        }

        var first = scene.ended("first");
        var second = scene.ended("second");
        assertThat(first.getStatus().phase()).as(scene.everything()).isEqualTo(Phase.Succeeded);
        assertThat(second.getStatus().phase()).as(scene.everything()).isEqualTo(Phase.Succeeded);
        assertThat(second.getStatus().attempts()).as("no attempt met the fence").hasSize(1);
    }
}
