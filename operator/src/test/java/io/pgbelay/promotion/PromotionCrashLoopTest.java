package io.pgbelay.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.api.Attempt;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.PromotionStatus.Phase;
import io.pgbelay.demo.LoopWorld;
import io.pgbelay.demo.Scene;
import io.pgbelay.demo.World;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The operator is killed (-9) again and again: the promotion ends the same, and no step's effect comes twice. */
class PromotionCrashLoopTest {
    private static final World WORLD = LoopWorld.get();

    /** In each phase, as soon as it is seen: its intent is written, its deed perhaps done, perhaps not. */
    @Test
    void killedInEveryPhaseItEndsTheSame() {
        var shop = MigratingShop.open(WORLD);
        shop.promote("v2", "v2");
        var order =
                List.of(Phase.AwaitingApproval, Phase.BackingUp, Phase.Migrating, Phase.Deploying, Phase.Publishing);
        for (var phase : order) {
            shop.scene().await(() -> reached(shop, phase));
            WORLD.operator().kill();
            WORLD.operator().start();
            if (phase == Phase.AwaitingApproval) {
                shop.approve("bob", "v2");
            }
        }
        endsTheSame(shop);
    }

    /** The migration goes on without it, and is not run again when it is back. */
    @Test
    void anApiServerThatGoesAwayInTheMigrationChangesNothing() {
        var shop = MigratingShop.open(WORLD);
        WORLD.kubectlApply(MigratingShop.place(
                shop,
                "registry.example/shop",
                MigratingShop.migration("").replace("INSERT INTO", "SELECT pg_sleep(2); INSERT INTO")
                        + "backup: {scheduleRef: {name: orders}}\n"));
        shop.promote("v2", "v2");
        shop.approve("bob", "v2");
        shop.scene().await(() -> reached(shop, Phase.Migrating));
        WORLD.playground().controlPlane().restartApiServer();
        endsTheSame(shop);
    }

    /** The mover of the restore point while it uploads, and an application that has just been deployed. */
    @Test
    void processesThatAreKilledOnTheNodeChangeNothing() {
        var shop = MigratingShop.open(WORLD);
        var scene = shop.scene();
        var node = WORLD.playground().node();
        var held = WORLD.playground()
                .s3()
                .gate()
                .hang(request -> request.path().contains(scene.prefix() + "/")
                        && request.method().equals("PUT"));
        shop.promote("v2", "v2");
        shop.approve("bob", "v2");
        var mover = scene.workingPod("v2-pre").getMetadata().getName();
        scene.await(() -> held.hits() > 0);
        node.kill(scene.namespace(), mover, "mover", "KILL");
        held.close();

        scene.await(() -> reached(shop, Phase.Deploying));
        var pod = working(scene, "app", "shop", "app");
        node.kill(scene.namespace(), pod, "app", "KILL");

        endsTheSame(shop);
        assertThat(scene.ended("v2-pre").getStatus().attempts())
                .extracting(Attempt::reason)
                .contains(FailureReason.WorkerKilled);
    }

    /** How far it came nobody knows: it is not run again, and no image follows it. */
    @Test
    void aMigrationThatIsKilledOnTheNodeIsNotRunAgain() {
        var shop = MigratingShop.open(WORLD);
        var scene = shop.scene();
        WORLD.kubectlApply(MigratingShop.place(
                shop,
                "registry.example/shop",
                MigratingShop.migration("").replace("INSERT INTO", "SELECT pg_sleep(60); INSERT INTO")
                        + "backup: {scheduleRef: {name: orders}}\n"));
        shop.promote("v2", "v2");
        shop.approve("bob", "v2");
        var pod = working(scene, "job-name", "v2-up", "command");
        WORLD.playground().node().kill(scene.namespace(), pod, "command", "KILL");

        assertThat(Shopfront.reason(shop.ended("v2")))
                .startsWith("MigrationFailed")
                .contains("137");
        assertThat(shop.image("shop")).isEqualTo("registry.example/shop:v1");
        assertThat(MigratingShop.revisions(shop)).isEqualTo("r1");
        assertThat(scene.kubectl("get", "pods", "-l", "job-name=v2-up", "-o", "name")
                        .lines())
                .hasSize(1);
    }

    /** At moments that nobody chose; the seed is told where it fails. */
    @Test
    void killedAtRandomMomentsItEndsTheSame() throws InterruptedException {
        var seed = 20261121L;
        var random = new Random(seed);
        var shop = MigratingShop.open(WORLD);
        shop.promote("v2", "v2");
        shop.approve("bob", "v2");
        for (int kills = 0; kills < 8 && !ended(shop); kills++) {
            Thread.sleep(random.nextInt(1500));
            WORLD.operator().kill();
            WORLD.operator().start();
        }
        endsTheSame(shop);
    }

    /** Waits for a Pod with this label whose container runs. */
    private static String working(Scene scene, String label, String value, String container) {
        return scene.until(() ->
                WORLD.client().pods().inNamespace(scene.namespace()).withLabel(label, value).list().getItems().stream()
                        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                        .map(pod -> pod.getMetadata().getName())
                        .filter(pod -> WORLD.playground()
                                .node()
                                .pid(scene.namespace(), pod, container)
                                .isPresent())
                        .findFirst());
    }

    static void endsTheSame(Shopfront shop) {
        var ended = shop.ended("v2");
        assertThat(Shopfront.reason(ended)).as(shop.scene().everything()).startsWith("Succeeded");
        assertThat(MigratingShop.revisions(shop)).as("migrated once").isEqualTo("r1,r2");
        assertThat(shop.image("shop")).isEqualTo("registry.example/shop:v2");
        assertThat(shop.scene().kubectl("get", "brun", "-o", "name").lines()).hasSize(1);
        assertThat(shop.scene().kubectl("get", "jobs", "-o", "name").lines().filter(job -> job.endsWith("-up")))
                .hasSize(1);
        assertThat(shop.environment().history()).hasSize(1);
    }

    static boolean reached(Shopfront shop, Phase phase) {
        return shop.found("v2")
                .map(one -> Shopfront.status(one).phase())
                .filter(now -> now.compareTo(phase) >= 0)
                .isPresent();
    }

    private static boolean ended(Shopfront shop) {
        return shop.found("v2").filter(one -> Shopfront.status(one).ended()).isPresent();
    }
}
