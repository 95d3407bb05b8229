package io.pgbelay.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.api.BackupRun;
import io.pgbelay.api.PromotionStatus.Phase;
import io.pgbelay.api.Release;
import io.pgbelay.api.StepName;
import io.pgbelay.demo.LoopWorld;
import io.pgbelay.demo.World;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Promotions on the real control plane: real Deployments and rollouts, real backups, people with and without rights. */
class PromotionLoopTest {
    private static final World WORLD = LoopWorld.get();
    private static final String DIGEST = "sha256:" + "a1".repeat(32);
    private static final String BACKUP = "backup: {scheduleRef: {name: orders}, keepFor: 60d}\n";

    @Test
    void aReleaseGoesFromStagingIntoProductionAndBack() {
        var shop = Shopfront.open(WORLD);
        shop.stage(":v2@" + DIGEST, 1);
        WORLD.kubectlApply(shop.scene().schedule("0 1 * * *"));
        WORLD.kubectlApply(shop.environment(BACKUP));
        shop.promote("v2", "v2", "reason: CHG-1");

        var planned = Shopfront.status(shop.at("v2", Phase.AwaitingApproval));
        assertThat(Objects.requireNonNull(planned.plan()).summary())
                .isEqualTo("registry.example/shop:v1 becomes registry.example/shop:v2@" + DIGEST);
        assertThat(shop.image("shop")).isEqualTo("registry.example/shop:v1");
        shop.approve("bob", "v2");

        var done = shop.ended("v2");
        var status = Shopfront.status(done);
        assertThat(status.phase()).as(shop.scene().everything()).isEqualTo(Phase.Succeeded);
        assertThat(status.approvedBy()).containsExactly("bob");
        assertThat(status.steps())
                .extracting("name")
                .startsWith(StepName.Plan)
                .endsWith(StepName.Publish)
                .hasSize(6);
        assertThat(shop.image("shop")).isEqualTo("registry.example/shop:v2@" + DIGEST);
        assertThat(shop.image("shop-worker")).isEqualTo("registry.example/shop:v2@" + DIGEST);
        var run = shop.scene().ended("v2-pre");
        assertThat(run.getStatus().usable()).isTrue();
        assertThat(run.getSpec().keepFor()).isEqualTo("60d");
        assertThat(notes(shop, "v2"))
                .contains(
                        "\"version\":\"v2\"",
                        "\"imageBefore\":\"registry.example/shop:v1\"",
                        "\"approvedBy\":\"bob\"",
                        "v2-pre",
                        "c0ffee");
        var place = shop.environment();
        assertThat(Objects.requireNonNull(place.current()).state()).isEqualTo(Release.State.Released);
        assertThat(place.current().version()).isEqualTo("v2");
        assertThat(Objects.requireNonNull(place.previous()).image()).isEqualTo("registry.example/shop:v1");

        shop.scene().kubectl("delete", "pgpromo", "v2");
        assertThat(WORLD.client()
                        .resources(BackupRun.class)
                        .inNamespace(shop.scene().namespace())
                        .withName("v2-pre")
                        .get())
                .isNotNull();
        shop.rollback("back");
        shop.approve("bob", "back");
        assertThat(Shopfront.reason(shop.ended("back"))).startsWith("Succeeded");
        assertThat(shop.image("shop")).isEqualTo("registry.example/shop:v1");
        assertThat(shop.environment().held()).extracting("version").containsExactly("v2");

        shop.promote("again", "v2");
        assertThat(Shopfront.reason(shop.ended("again"))).startsWith("OnHold");
        shop.promote("really", "v2", "overrideHold: {reason: it was the network}");
        shop.approve("ben", "really");
        assertThat(Shopfront.reason(shop.ended("really"))).startsWith("Succeeded");
        shop.scene().await(() -> superseded(shop, "back").equals("True Promotion really has come after it"));
        shop.scene().await(() -> superseded(shop, "really").startsWith("False "));
    }

    private static String superseded(Shopfront shop, String promotion) {
        var condition = "{.status.conditions[?(@.type==\"Superseded\")]";
        return shop.scene()
                .kubectl(
                        "get",
                        "pgpromo",
                        promotion,
                        "-o",
                        "jsonpath=" + condition + ".status} " + condition + ".message}");
    }

    @Test
    void aDryRunPlansAndTouchesNothing() {
        var shop = Shopfront.open(WORLD);
        WORLD.kubectlApply(shop.environment(""));
        shop.promote("dry", "v2", "dryRun: true");

        var status = Shopfront.status(shop.ended("dry"));
        assertThat(status.phase()).isEqualTo(Phase.Planned);
        assertThat(Objects.requireNonNull(status.plan()).image()).isEqualTo("registry.example/shop:v2");
        assertThat(shop.image("shop")).isEqualTo("registry.example/shop:v1");
        assertThat(shop.scene().kubectl("get", "brun,cm", "-o", "name")).doesNotContain("dry");
    }

    @Test
    void aVersionThatTheSourceDoesNotRunIsRefused() {
        var shop = Shopfront.open(WORLD);
        WORLD.kubectlApply(shop.environment(""));
        shop.promote("wrong", "v7");
        assertThat(Shopfront.reason(shop.ended("wrong"))).startsWith("SourceRunsAnother");
    }

    @Test
    void whatHasDriftedWhenTheApprovalComesIsNotDone() {
        var shop = Shopfront.open(WORLD);
        WORLD.kubectlApply(shop.environment(""));
        shop.promote("late", "v2");
        shop.at("late", Phase.AwaitingApproval);
        shop.scene().kubectl("set", "image", "deploy/shop", "app=registry.example/shop:v1.1");
        shop.approve("bob", "late");

        assertThat(Shopfront.reason(shop.ended("late"))).startsWith("PlanChanged");
        assertThat(shop.image("shop")).isEqualTo("registry.example/shop:v1.1");
    }

    @Test
    void whoElseSetsTheImageIsNamed() {
        var shop = Shopfront.open(WORLD);
        WORLD.kubectlApply(shop.environment(""));
        shop.scene().kubectl("patch", "deploy", "shop", "--type=merge", "-p", "{\"spec\":{\"minReadySeconds\":60}}");
        shop.promote("fight", "v2");
        shop.approve("bob", "fight");
        shop.scene().await(() -> shop.image("shop").endsWith(":v2"));
        shop.scene()
                .kubectl(
                        "set",
                        "image",
                        "deploy/shop",
                        "app=registry.example/shop:v1",
                        "--field-manager=argocd-controller");

        var ended = shop.ended("fight");
        assertThat(Shopfront.reason(ended)).startsWith("ImageReverted").contains("argocd-controller");
    }

    @Test
    void aReleaseThatDoesNotComeUpIsFrozenAndTakenBackByARollback() {
        var shop = Shopfront.open(WORLD);
        WORLD.kubectlApply(shop.environment("")
                .replace("repository: registry.example/shop", "stage: test")
                .replaceFirst("  stage: test\n", ""));
        WORLD.kubectlApply(
                shop.deployment(shop.scene().namespace() + "-staging", "shop", "registry.example/gone:v3", 0));
        shop.scene()
                .kubectl("patch", "deploy", "shop", "--type=merge", "-p", "{\"spec\":{\"progressDeadlineSeconds\":3}}");
        shop.promote("bad", "v3");
        shop.approve("bob", "bad");

        assertThat(Shopfront.reason(shop.ended("bad"))).startsWith("RolloutFailed");
        assertThat(shop.image("shop")).isEqualTo("registry.example/gone:v3");
        shop.scene().await(() -> current(shop).state() == Release.State.Failed);
        shop.rollback("back");
        shop.approve("bob", "back");
        assertThat(Shopfront.reason(shop.ended("back"))).startsWith("Succeeded");
        assertThat(shop.image("shop")).isEqualTo("registry.example/shop:v1");
        assertThat(shop.environment().held()).extracting("version").containsExactly("v3");
    }

    @Test
    void oneAtATimeAndWhoWaitsForApprovalHoldsNobodyUp() {
        var shop = Shopfront.open(WORLD);
        WORLD.kubectlApply(shop.environment(""));
        shop.scene().kubectl("patch", "deploy", "shop", "--type=merge", "-p", "{\"spec\":{\"minReadySeconds\":5}}");
        shop.promote("idle", "v2");
        shop.promote("first", "v2");
        shop.promote("second", "v2");
        shop.approve("bob", "first");
        shop.at("first", Phase.Deploying);
        shop.approve("bob", "second");

        assertThat(Shopfront.reason(shop.ended("first"))).startsWith("Succeeded");
        assertThat(Shopfront.reason(shop.ended("second"))).startsWith("PlanChanged");
        shop.scene().kubectl("patch", "pgpromo", "idle", "--type=merge", "-p", "{\"spec\":{\"abort\":true}}");
        assertThat(Shopfront.reason(shop.ended("idle"))).startsWith("Aborted");
    }

    private static Release current(Shopfront shop) {
        return Objects.requireNonNullElse(
                shop.environment().current(),
                new Release(null, "", null, java.util.List.of(), null, null, false, null, null, null, null, null));
    }

    private static String notes(Shopfront shop, String promotion) {
        return shop.scene().kubectl("get", "cm", promotion + "-notes", "-o", "jsonpath={.data}");
    }
}
