package io.pgbelay.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.api.PromotionStatus.Phase;
import io.pgbelay.demo.LoopWorld;
import io.pgbelay.demo.OperatorUnderTest;
import io.pgbelay.demo.World;
import io.pgbelay.demo.WriteGate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The operator is killed (-9) at every deed of a promotion: once before it reaches the API server, so that
 * the intent is recorded and the deed is not done, and once before the answer comes back, so that the deed is done and not
 * recorded.
 */
class EveryWriteLoopTest {
    private static final World WORLD = LoopWorld.get();

    /** Records of the promotion and its Environment, Jobs, the restore point, the image, the release notes. */
    private static final Pattern DEEDS = Pattern.compile(
            "(PATCH|PUT) .*/(promotions|environments)/.*|POST .*/(backupruns|jobs|configmaps)|PATCH .*/(deployments|configmaps)/.*");

    private static final Pattern NAME = Pattern.compile("\"metadata\":\\{.*?\"name\":\"([^\"]+)\"");
    private static final Pattern PHASE = Pattern.compile("phase\"?: *\"?(\\w+)");

    @Test
    void killedAtEachWriteItEndsTheSame() throws Exception {
        var shop = MigratingShop.open(WORLD);
        var there = "/namespaces/" + shop.scene().namespace() + "/";
        var operator = new AtomicReference<OperatorUnderTest>();
        WORLD.operator().kill();
        try (var gate = WriteGate.before(
                WORLD.playground().controlPlane(),
                (write, body) -> deed(there, write, body),
                () -> operator.get().kill())) {
            operator.set(LoopWorld.through("gated", gate.url()));
            var keeper = Thread.ofVirtual().start(() -> keep(operator.get()));
            shop.promote("v2", "v2");
            shop.approve("bob", "v2");
            // A phase at a time: all of it is a matter of minutes.
            for (var phase : List.of(Phase.Migrating, Phase.Deploying, Phase.Publishing)) {
                shop.scene().await(() -> PromotionCrashLoopTest.reached(shop, phase));
            }
            PromotionCrashLoopTest.endsTheSame(shop);
            keeper.interrupt();
            keeper.join();
            assertThat(gate.stopped())
                    .as("each kind of deed was cut off on both sides")
                    .anyMatch(write -> write.startsWith("before v2-up:") && write.endsWith("/jobs"))
                    .anyMatch(write -> write.startsWith("after v2-up:") && write.endsWith("/jobs"))
                    .anyMatch(write -> write.startsWith("before PATCH") && write.endsWith("/deployments/shop"))
                    .anyMatch(write -> write.startsWith("after PATCH") && write.endsWith("/deployments/shop"))
                    .anyMatch(write -> write.startsWith("after ") && write.endsWith("/backupruns"))
                    .hasSizeGreaterThan(20);
        } catch (AssertionError e) {
            throw new AssertionError(operator.get().said(), e);
        } finally {
            operator.get().kill();
            WORLD.operator().start();
        }
    }

    /** What is made is a deed by its name, a status by its phase: how far a backup is, is none. */
    private static Optional<String> deed(String there, String write, String body) {
        if (!write.contains(there) || !DEEDS.matcher(write).matches()) {
            return Optional.empty();
        }
        var which = write.startsWith("POST") ? NAME.matcher(body) : PHASE.matcher(body);
        return Optional.of(which.find() ? which.group(1) + ": " + write : write);
    }

    private static void keep(OperatorUnderTest operator) {
        try {
            while (true) {
                if (!operator.running()) {
                    operator.launch();
                }
                Thread.sleep(50);
            }
        } catch (InterruptedException e) {
            operator.kill();
        }
    }
}
