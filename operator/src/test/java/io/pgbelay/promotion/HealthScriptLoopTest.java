package io.pgbelay.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.pgbelay.api.PromotionStatus.Phase;
import io.pgbelay.contract.Json;
import io.pgbelay.demo.LoopWorld;
import io.pgbelay.demo.Scene;
import io.pgbelay.demo.World;
import io.pgbelay.promotion.HealthScript.Health;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What Argo CD says of real objects, as the operator leaves them. */
class HealthScriptLoopTest {
    private static final World WORLD = LoopWorld.get();
    private static final HealthScript SCRIPT = HealthScript.read(WORLD);

    @Test
    void aPromotionIsSuspendedWhileItWaitsForPeopleAndNowhereElse() {
        var shop = Shopfront.open(WORLD);
        WORLD.kubectlApply(shop.scene().schedule("0 1 * * *"));
        WORLD.kubectlApply(shop.environment("backup: {scheduleRef: {name: orders}}\n"));
        shop.promote("v2", "v2");
        shop.at("v2", Phase.AwaitingApproval);
        assertThat(health(shop.scene(), "pgpromo", "v2"))
                .isEqualTo(new Health("Suspended", "AwaitingApproval: 0 of 1 approvals: see status.approve"));

        try (var held = shop.scene().holdUploads()) {
            shop.approve("bob", "v2");
            shop.at("v2", Phase.BackingUp);
            assertThat(held).isNotNull();
            assertThat(health(shop.scene(), "pgpromo", "v2").status()).isEqualTo("Progressing");
            shows(shop.scene(), "brun", "v2-pre", "Progressing", "");
        }
        shop.ended("v2");
        shows(shop.scene(), "pgpromo", "v2", "Healthy", "Succeeded: registry.example/shop:v1 becomes");
        shows(shop.scene(), "brun", "v2-pre", "Healthy", "Succeeded: ");

        shop.promote("v7", "v7");
        shop.ended("v7");
        shows(shop.scene(), "pgpromo", "v7", "Degraded", "SourceRunsAnother: ");
        shop.promote("dry", "v2", "dryRun: true");
        shop.ended("dry");
        shows(shop.scene(), "pgpromo", "dry", "Healthy", "DryRun: ");
    }

    @Test
    void policiesAreHealthyWithTheirTroubleAsTheMessage() {
        var shop = Shopfront.open(WORLD);
        var scene = shop.scene();
        WORLD.kubectlApply(shop.environment("backup: {scheduleRef: {name: orders}}\n"));
        shows(scene, "pgenv", "shop", "Progressing", "ScheduleNotFound: ");
        WORLD.kubectlApply(scene.schedule("0 0 31 2 *"));
        shows(scene, "bsched", "orders", "Degraded", "InvalidSchedule: ");
        WORLD.kubectlApply(scene.schedule("0 1 * * *"));
        shows(scene, "bsched", "orders", "Healthy", "");
        shows(scene, "pgenv", "shop", "Healthy", "");
        scene.kubectl("patch", "bsched", "orders", "--type=merge", "-p", "{\"spec\":{\"suspend\":true}}");
        shows(scene, "bsched", "orders", "Healthy", "spec.suspend is true");

        WORLD.kubectlApply(scene.schedule("0 1 * * *")
                .replace("name: " + scene.database(), "name: nowhere")
                .replaceFirst("spec:", "spec:\n  suspend: false"));
        WORLD.kubectlApply(scene.runOfSchedule("bad"));
        scene.ended("bad");
        shows(scene, "brun", "bad", "Degraded", "");
        shows(scene, "bsched", "orders", "Healthy", "bad failed");
    }

    @Test
    void aRestoreIsHealthyWhenTheDatabaseIsThere() {
        var scene = Scene.open(WORLD);
        WORLD.kubectlApply(scene.run("now"));
        scene.ended("now");
        WORLD.kubectlApply(scene.restore("back", "now", scene.database() + "_back"));
        scene.restored("back");
        shows(scene, "rreq", "back", "Healthy", "Succeeded: ");
    }

    @Test
    void whatNobodyHasLookedAtIsProgressing() throws JsonProcessingException {
        assertThat(SCRIPT.of(Json.MAPPER.readTree("{\"metadata\": {\"generation\": 1}, \"spec\": {}}")))
                .isEqualTo(new Health("Progressing", "pgBelay has not looked at it yet"));
        var changed = """
                {"metadata": {"generation": 2}, "spec": {},
                 "status": {"observedGeneration": 1, "conditions": [{"type": "Stalled", "status": "True"}]}}""";
        assertThat(SCRIPT.of(Json.MAPPER.readTree(changed)))
                .isEqualTo(new Health("Progressing", "pgBelay has not seen the change yet"));
    }

    /** Waits until it shows so: a policy is looked at again in its own time. */
    private static void shows(Scene scene, String kind, String name, String status, String words) {
        scene.until(() -> Optional.of(health(scene, kind, name))
                .filter(one -> one.status().equals(status) && one.message().contains(words)));
    }

    private static Health health(Scene scene, String kind, String name) {
        try {
            JsonNode object = Json.MAPPER.readTree(scene.kubectl("get", kind, name, "-o", "json"));
            return SCRIPT.of(object);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
