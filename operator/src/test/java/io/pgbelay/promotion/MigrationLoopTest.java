package io.pgbelay.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.api.PromotionStatus.Phase;
import io.pgbelay.api.Release;
import io.pgbelay.demo.LoopWorld;
import io.pgbelay.demo.World;
import io.pgbelay.playground.process.Ports;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Schema and image go forward together and come back together: real migrations by psql, real answers by HTTP. */
class MigrationLoopTest {
    private static final World WORLD = LoopWorld.get();
    private static final String BACKUP = "backup: {scheduleRef: {name: orders}}\n";

    @Test
    void aMigrationRunsOnceWithTheNewImageAndARollbackTakesItBack() {
        var shop = Shopfront.open(WORLD);
        MigratingShop.prepare(shop, "registry.example/shop:v1", 0);
        WORLD.kubectlApply(MigratingShop.place(shop, "registry.example/shop", MigratingShop.migration("") + BACKUP));
        WORLD.kubectlApply(shop.scene().schedule("0 1 * * *"));
        shop.promote("v2", "v2");
        shop.approve("bob", "v2");

        assertThat(Shopfront.reason(shop.ended("v2")))
                .as(shop.scene().everything())
                .startsWith("Succeeded");
        assertThat(MigratingShop.revisions(shop)).isEqualTo("r1,r2");
        assertThat(shop.image("shop")).isEqualTo("registry.example/shop:v2");
        assertThat(shop.scene()
                        .kubectl("get", "cm", "v2-notes", "-o", "jsonpath={.data.schemaBefore}/{.data.schemaAfter}"))
                .isEqualTo("r1/r2");
        assertThat(jobImage(shop, "v2-current")).endsWith(":v1");
        assertThat(jobImage(shop, "v2-up")).endsWith(":v2");

        shop.rollback("back", "Downgrade");
        shop.approve("bob", "back");
        assertThat(Shopfront.reason(shop.ended("back")))
                .as(shop.scene().everything())
                .startsWith("Succeeded");
        assertThat(MigratingShop.revisions(shop)).isEqualTo("r1");
        assertThat(jobImage(shop, "back-down")).endsWith(":v2");
        assertThat(shop.image("shop")).isEqualTo("registry.example/shop:v1");
    }

    @Test
    void aMigrationThatFailsChangesNoImageAndIsNotRunAgain() {
        var shop = Shopfront.open(WORLD);
        MigratingShop.prepare(shop, "registry.example/shop:v1", 0);
        WORLD.kubectlApply(MigratingShop.place(
                shop, "registry.example/shop", MigratingShop.migration("").replace("INSERT INTO", "INSERT NONSENSE")));
        shop.promote("bad", "v2", "onFailure: RollbackImage");
        shop.approve("bob", "bad");

        var ended = shop.ended("bad");
        assertThat(Shopfront.reason(ended)).startsWith("MigrationFailed").contains("NONSENSE", "stays");
        assertThat(shop.image("shop")).isEqualTo("registry.example/shop:v1");
        shop.scene().await(() -> shop.environment().current() != null);
        assertThat(Objects.requireNonNull(shop.environment().current()).migrated())
                .isTrue();
        shop.scene()
                .await(() -> shop.scene()
                        .kubectl("get", "job", "bad-up", "-o", "jsonpath={.status.failed}")
                        .equals("1"));
        assertThat(shop.scene()
                        .kubectl("get", "pods", "-l", "job-name=bad-up", "-o", "name")
                        .lines())
                .hasSize(1);
    }

    @Test
    void aReleaseThatDoesNotAnswerIsTakenBackWithItsSchema() throws IOException {
        var shop = Shopfront.open(WORLD);
        var port = Ports.free();
        MigratingShop.prepare(shop, "registry.example/web:v1", port);
        WORLD.kubectlApply(MigratingShop.place(
                shop,
                "registry.example/web",
                MigratingShop.migration("downIsLossless: true") + verification(port)
                        + "allow: {onFailure: [RollbackAll]}\n"));
        WORLD.kubectl("set", "image", "deploy/shop", "app=registry.example/web:v3", "-n", shop.staging());
        shop.settled();
        shop.promote("v3", "v3", "onFailure: RollbackAll");
        shop.approve("bob", "v3");

        var ended = shop.ended("v3");
        assertThat(Shopfront.reason(ended))
                .as(shop.scene().everything())
                .startsWith("VerificationFailed")
                .contains("Taken back");
        assertThat(Shopfront.status(ended).phase()).isEqualTo(Phase.Failed);
        assertThat(shop.image("shop")).isEqualTo("registry.example/web:v1");
        assertThat(MigratingShop.revisions(shop)).isEqualTo("r1");
        assertThat(Objects.requireNonNull(Shopfront.status(ended).release()).state())
                .isEqualTo(Release.State.RolledBack);
        shop.scene().await(() -> !shop.environment().held().isEmpty());
        assertThat(shop.environment().held()).extracting("version").containsExactly("v3");
    }

    @Test
    void aReleaseThatAnswersIsVerifiedAndItsCachesAreFilled() throws IOException {
        var shop = Shopfront.open(WORLD);
        var port = Ports.free();
        MigratingShop.prepare(shop, "registry.example/web:v1", port);
        WORLD.kubectlApply(MigratingShop.place(
                shop,
                "registry.example/web",
                verification(port)
                        + "cacheWarmup: {http: [{url: \"http://127.0.0.1:" + port + "/nowhere\"}], deadline: 2s}\n"
                        + "allow: {skip: [Migrate]}\n"));
        shop.promote("v2", "v2");
        shop.approve("bob", "v2");

        var status = Shopfront.status(shop.ended("v2"));
        assertThat(status.phase()).as(shop.scene().everything()).isEqualTo(Phase.Succeeded);
        assertThat(status.steps())
                .anySatisfy(step ->
                        assertThat(step.message()).contains("The caches stay cold", "it answered 404, not 200"));
        shop.promote("choosy", "v2", "skip: [Backup]");
        assertThat(Shopfront.reason(shop.ended("choosy"))).startsWith("NotAllowed");
    }

    private static String verification(int port) {
        return """
                verification:
                  http: [{url: "http://127.0.0.1:%d/", consecutive: 2, timeout: 2s}]
                  soak: 2s
                  deadline: 15s
                """.formatted(port);
    }

    private static String jobImage(Shopfront shop, String job) {
        return shop.scene().kubectl("get", "job", job, "-o", "jsonpath={.spec.template.spec.containers[0].image}");
    }
}
