package io.pgbelay.promotion;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.api.PromotionStatus.Phase;
import io.pgbelay.api.Release;
import io.pgbelay.api.RestoreRequest;
import io.pgbelay.api.RestoreRequestStatus;
import io.pgbelay.demo.LoopWorld;
import io.pgbelay.demo.World;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Image, schema and rows come back together; and a promotion that is deleted on its way leaves nothing unsaid. */
class RestoringLoopTest {
    private static final World WORLD = LoopWorld.get();
    private static final String BACKUP = "backup: {scheduleRef: {name: orders}}\n";

    @Test
    void aRollbackBringsImageSchemaAndRowsBack() {
        var shop = Shopfront.open(WORLD);
        MigratingShop.prepare(shop, "registry.example/shop:v1", 0);
        WORLD.kubectlApply(shop.scene()
                .schedule("0 1 * * *")
                .replace(
                        "credentials: {secretName: orders-admin}",
                        "credentials: {secretName: orders-admin}, freeBytes: 1Ti"));
        WORLD.kubectlApply(MigratingShop.place(shop, "registry.example/shop", destroying() + BACKUP));
        var rows = orders(shop);
        shop.promote("v2", "v2");
        shop.approve("bob", "v2");
        assertThat(Shopfront.reason(shop.ended("v2")))
                .as(shop.scene().everything())
                .startsWith("Succeeded");
        assertThat(orders(shop)).isNotEqualTo(rows);

        shop.rollback("early", "RestoreBackup");
        assertThat(Shopfront.reason(shop.ended("early"))).startsWith("NotAllowed");
        WORLD.kubectlApply(MigratingShop.place(
                shop, "registry.example/shop", destroying() + BACKUP + "allow: {rollback: [RestoreBackup]}\n"));
        shop.rollback("back", "RestoreBackup");
        var plan = requireNonNull(
                shop.at("back", Phase.AwaitingApproval).getStatus().plan());
        assertThat(plan.restoredFrom()).isEqualTo("v2-pre");
        assertThat(plan.summary()).contains("what was written since is lost");
        assertThat(shop.image("shop")).isEqualTo("registry.example/shop:v2");
        shop.approve("bob", "back");
        shop.scene().await(() -> restore(shop) != null);
        WORLD.operator().kill();
        WORLD.operator().start();

        assertThat(Shopfront.reason(shop.ended("back")))
                .as(shop.scene().everything())
                .startsWith("Succeeded");
        assertThat(orders(shop)).isEqualTo(rows);
        assertThat(MigratingShop.revisions(shop)).isEqualTo("r1");
        assertThat(shop.image("shop")).isEqualTo("registry.example/shop:v1");
        assertThat(shop.scene().kubectl("get", "deploy", "shop", "-o", "jsonpath={.spec.replicas}"))
                .isEqualTo("1");
        assertThat(shop.environment().held()).extracting("version").containsExactly("v2");
        assertThat(requireNonNull(restore(shop)).undoUntil()).isNotNull();
        assertThat(shop.scene().kubectl("get", "cm", "back-notes", "-o", "jsonpath={.data.restoredFrom}"))
                .isEqualTo("v2-pre");
    }

    @Test
    void aPromotionThatIsDeletedInItsMigrationGoesWhenThatHasEndedAndIsKnown() {
        var shop = Shopfront.open(WORLD);
        MigratingShop.prepare(shop, "registry.example/shop:v1", 0);
        WORLD.kubectlApply(MigratingShop.place(
                shop,
                "registry.example/shop",
                MigratingShop.migration("").replace("INSERT INTO", "SELECT pg_sleep(3); INSERT INTO")));
        shop.promote("v2", "v2");
        shop.approve("bob", "v2");
        shop.scene()
                .await(() -> shop.found("v2")
                        .filter(one -> Shopfront.status(one).migrationJob() != null)
                        .isPresent());
        shop.scene().kubectl("delete", "pgpromo", "v2", "--wait=false");
        shop.scene().await(() -> shop.found("v2").isEmpty());

        assertThat(MigratingShop.revisions(shop)).isEqualTo("r1,r2");
        assertThat(shop.image("shop")).isEqualTo("registry.example/shop:v1");
        var current = requireNonNull(shop.environment().current());
        assertThat(current.state()).isEqualTo(Release.State.Failed);
        assertThat(current.migrated()).isTrue();
        assertThat(shop.environment().active()).isNull();
    }

    private static String destroying() {
        return MigratingShop.migration("").replace("INSERT INTO", "DELETE FROM orders WHERE id % 2 = 0; INSERT INTO");
    }

    private static String orders(Shopfront shop) {
        return shop.scene().postgres().psql(shop.scene().database(), "SELECT count(*), sum(id) FROM orders");
    }

    private static @Nullable RestoreRequestStatus restore(Shopfront shop) {
        var request = WORLD.client()
                .resources(RestoreRequest.class)
                .inNamespace(shop.scene().namespace())
                .withName("back-data")
                .get();
        return request == null ? null : request.getStatus();
    }
}
