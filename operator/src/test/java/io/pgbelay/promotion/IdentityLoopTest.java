package io.pgbelay.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBindingBuilder;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.PromotionStatus.Phase;
import io.pgbelay.demo.World;
import io.pgbelay.kube.Conditions;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Where the API server does not hold who asks, no approval counts. In a world of its own: the policy is the cluster's. */
class IdentityLoopTest {
    private static final World WORLD = World.start(System.err::println, Map.of());
    private static final String POLICY = "pgbelay.pgbelay-system.promotions";

    @AfterAll
    static void end() {
        WORLD.close();
    }

    @Test
    void noApprovalCountsWithoutTheBindingNorOfWhatIsOlderThanIt() {
        var shop = Shopfront.open(WORLD);
        var scene = shop.scene();
        var binding = takeBindingAway();
        WORLD.kubectlApply(shop.environment(""));
        shop.promote("forged", "v2");
        shop.at("forged", Phase.AwaitingApproval);
        scene.await(() ->
                shop.approval("alice", "bob", "forged", "--dry-run=server").exit() == 0);
        assertThat(shop.approval("alice", "bob", "forged").exit())
                .as("nobody stops her")
                .isZero();

        scene.await(() -> says(shop, "no approval counts. There is no ValidatingAdmissionPolicyBinding " + POLICY));
        scene.await(() -> enforced(shop, "False"));
        nothingIsDone(shop);

        bringBack(binding);
        scene.await(() -> shop.approval("alice", "ben", "forged", "--dry-run=server")
                .text()
                .contains("only be given in your own name"));
        assertThat(shop.approval("ben", "ben", "forged").exit()).isZero();
        scene.await(() -> says(shop, "no approval counts. The admission policy stands since"));
        nothingIsDone(shop);

        scene.await(() -> Instant.now().isAfter(created().plusSeconds(1)));
        shop.promote("honest", "v2");
        shop.approve("bob", "honest");
        assertThat(Shopfront.reason(shop.ended("honest"))).startsWith("Succeeded");
        assertThat(shop.image("shop")).isEqualTo("registry.example/shop:v2");
        scene.await(() -> enforced(shop, "True"));
    }

    private static boolean says(Shopfront shop, String words) {
        var reason = Shopfront.reason(shop.found("forged").orElseThrow());
        return reason.startsWith(FailureReason.IdentityNotEnforced.name()) && reason.contains(words);
    }

    private static void nothingIsDone(Shopfront shop) {
        var status = Shopfront.status(shop.found("forged").orElseThrow());
        assertThat(status.phase()).isEqualTo(Phase.AwaitingApproval);
        assertThat(status.approvedBy()).isEmpty();
        assertThat(shop.image("shop")).isEqualTo("registry.example/shop:v1");
    }

    private static boolean enforced(Shopfront shop, String value) {
        return Conditions.holds(shop.environment().conditions(), "IdentityEnforced", value);
    }

    private static ValidatingAdmissionPolicyBinding takeBindingAway() {
        var bindings = WORLD.client().admissionRegistration().v1().validatingAdmissionPolicyBindings();
        var there = bindings.withName(POLICY).get();
        bindings.withName(POLICY).delete();
        return there;
    }

    private static void bringBack(ValidatingAdmissionPolicyBinding binding) {
        WORLD.client()
                .resource(new ValidatingAdmissionPolicyBindingBuilder(binding)
                        .withNewMetadata()
                        .withName(POLICY)
                        .endMetadata()
                        .build())
                .create();
    }

    private static Instant created() {
        return Instant.parse(WORLD.client()
                .admissionRegistration()
                .v1()
                .validatingAdmissionPolicyBindings()
                .withName(POLICY)
                .get()
                .getMetadata()
                .getCreationTimestamp());
    }
}
