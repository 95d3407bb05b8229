package io.pgbelay.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.api.Comparison;
import io.pgbelay.api.RestoreRequestStatus;
import io.pgbelay.api.Verified.Level;
import io.pgbelay.demo.Contents;
import io.pgbelay.demo.LoopWorld;
import io.pgbelay.demo.Scene;
import io.pgbelay.demo.World;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** From a schedule that asks for several streams to a backup of several objects, and back. */
class StreamsLoopTest {
    private final World world = LoopWorld.get();
    private final Scene scene = Scene.open(world);

    @Test
    void aBackupOfTwoStreamsComesBackAsAnEqualDatabase() {
        world.kubectlApply(scene.schedule("0 1 * * *").replace("    storage:", "    dump: {streams: 2}\n    storage:"));
        world.kubectlApply(scene.runOfSchedule("twofold"));
        var run = scene.ended("twofold").getStatus();

        assertThat(run.usable()).as(scene.everything()).isTrue();
        assertThat(Objects.requireNonNull(run.artifact()).largestTableShare()).isBetween(1, 100);
        assertThat(Objects.requireNonNull(run.verified()).level()).isEqualTo(Level.Decoded);
        assertThat(run.attempts().getFirst().stages())
                .filteredOn(stage -> stage.name().equals("pg_dump"))
                .hasSize(3)
                .allMatch(stage -> Objects.equals(stage.exitCode(), 0));

        world.kubectlApply(scene.restore("threads", "twofold", "threads_copy"));
        var request = scene.restored("threads");

        assertThat(request.getStatus().phase()).as(scene.everything()).isEqualTo(RestoreRequestStatus.Phase.Succeeded);
        assertThat(Objects.requireNonNull(request.getStatus().comparison()).outcome())
                .isEqualTo(Comparison.Outcome.Equal);
        assertThat(Contents.of(scene.postgres(), scene.database())
                        .differencesFrom(Contents.of(scene.postgres(), "threads_copy")))
                .isEqualTo(Map.of());
    }
}
