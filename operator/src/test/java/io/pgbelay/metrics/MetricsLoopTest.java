package io.pgbelay.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.demo.LoopWorld;
import io.pgbelay.demo.Scene;
import io.pgbelay.demo.World;
import org.junit.jupiter.api.Test;

/** What the running operator says to Prometheus, and says again after a restart. */
class MetricsLoopTest {
    private final World world = LoopWorld.get();
    private final Scene scene = Scene.open(world);

    @Test
    void gaugesAreThereAgainAfterARestartAndWhatIsOverdueIsNamed() {
        world.kubectlApply(scene.schedule("0 1 1 1 *").replace("spec:\n", "spec:\n  recoveryPointObjective: 100d\n"));
        world.kubectlApply(scene.runOfSchedule("one"));
        scene.ended("one");
        var row = "{env=\"test\",namespace=\"" + scene.namespace() + "\",schedule=\"orders\"}";

        scene.await(() -> page().contains("backup_last_success_timestamp" + row));
        assertThat(page()).contains("db_backup_total" + row + " 1.0", "backup_rpo_met" + row + " 1.0");
        assertThat(page())
                .as("what the framework counts, of no single resource")
                .contains("operator_sdk_reconciliations_started_total{")
                .doesNotContain("name=\"orders\"");
        world.operator().kill();
        // The objective passes while nobody looks.
        scene.kubectl(
                "patch", "bsched", "orders", "--type=merge", "-p", "{\"spec\":{\"recoveryPointObjective\":\"1s\"}}");
        world.operator().start();
        scene.await(() -> page().contains("backup_size_bytes" + row));
        assertThat(page()).contains("backup_verification_success" + row + " 1.0");
        scene.await(() -> page().contains("backup_rpo_met" + row + " 0.0"));
        assertThat(world.operator().answer("/healthz/backups"))
                .startsWith("503 ")
                .contains("test " + scene.namespace() + "/orders: The newest good backup shows");
        assertThat(scene.kubectl("get", "bsched", "orders", "-o", "jsonpath={.status.conditions}"))
                .contains("Overdue");
        assertThat(world.operator().answer("/healthz")).startsWith("200 ");
    }

    private String page() {
        return world.operator().answer("/metrics");
    }
}
