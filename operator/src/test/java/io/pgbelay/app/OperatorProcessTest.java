package io.pgbelay.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupRunStatus.Phase;
import io.pgbelay.demo.Scene;
import io.pgbelay.demo.World;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The process itself: which schemas it acts on, and who of several replicas acts. In a world of its own. */
class OperatorProcessTest {
    private static final World WORLD = World.start(System.err::println, Map.of());

    @AfterAll
    static void end() {
        WORLD.close();
    }

    @Test
    void ofTwoReplicasOneActsAndTheOtherTakesOver() {
        var election = Map.of("PGBELAY_LEADER_ELECTION", "true");
        WORLD.operator().stop();
        try (var first = WORLD.replica("first", election);
                var second = WORLD.replica("second", election)) {
            first.start();
            second.launch();
            var scene = Scene.open(WORLD);
            scene.await(() -> !holder().isEmpty());

            WORLD.kubectlApply(scene.run("one"));
            assertThat(scene.ended("one").getStatus().phase()).isEqualTo(Phase.Succeeded);
            var before = holder();
            first.stop();
            scene.await(() -> !holder().isEmpty() && !holder().equals(before));
            WORLD.kubectlApply(scene.run("two"));

            assertThat(scene.ended("two").getStatus().phase()).isEqualTo(Phase.Succeeded);
            assertThat(attempts(scene, "one") + attempts(scene, "two")).isEqualTo(2);
        } finally {
            WORLD.operator().start();
        }
    }

    @Test
    void onASchemaOfAnotherVersionNothingIsDoneAndReadyzSaysWhatMendsIt() {
        var mark = "pgbelay.io/schema";
        WORLD.operator().stop();
        WORLD.kubectl("annotate", "--overwrite", "crd", "backupruns.pgbelay.io", mark + "=of-tomorrow");
        try (var replica = WORLD.replica("stale", Map.of())) {
            replica.launch();
            var scene = Scene.open(WORLD);
            WORLD.kubectlApply(scene.run("untouched"));
            scene.await(() -> replica.readiness().contains("helm upgrade"));

            assertThat(replica.readiness()).startsWith("503 ").contains("backupruns.pgbelay.io is of another version");
            var run = scene.run(one -> one.getMetadata().getName().equals("untouched"));
            assertThat(run.getStatus()).isNull();
        } finally {
            WORLD.kubectl("apply", "--server-side", "--force-conflicts", "-f", WORLD.crds());
            WORLD.operator().start();
        }
    }

    private static String holder() {
        var lease = WORLD.client()
                .leases()
                .inNamespace(World.SYSTEM)
                .withName(Lease.NAME)
                .get();
        return lease == null ? "" : Objects.requireNonNullElse(lease.getSpec().getHolderIdentity(), "");
    }

    private static int attempts(Scene scene, String name) {
        BackupRun run = scene.ended(name);
        return run.getStatus().attempts().size();
    }
}
