package io.pgbelay.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.PermanentFailure;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunningImageTest {
    private static final String IMAGE = "registry.example/shop:v1.5.0";
    private static final String DIGEST = "sha256:" + "a1".repeat(32);
    private static final String OTHER = "sha256:" + "b2".repeat(32);

    @Test
    void theDigestIsWhatTheNodesPulled() {
        var running = of(
                Deployments.pod(IMAGE, "docker-pullable://registry.example/shop@" + DIGEST),
                Deployments.pod(IMAGE, "registry.example/shop@" + DIGEST));
        assertThat(running.digest()).isEqualTo(DIGEST);
        assertThat(running.exact()).hasToString(IMAGE + "@" + DIGEST);
    }

    @Test
    void anImageThatNoRegistryKnowsHasNone() {
        assertThat(of(Deployments.pod(IMAGE, DIGEST)).exact()).hasToString(IMAGE);
        assertThat(of().exact()).hasToString(IMAGE);
    }

    @Test
    void podsOfAnEarlierTemplateAreNotAsked() {
        assertThat(of(Deployments.pod("registry.example/shop:v1.4.0", "registry.example/shop@" + OTHER))
                        .digest())
                .isNull();
    }

    @Test
    void oneTagInTwoDigestsIsRefused() {
        assertThatThrownBy(() -> of(
                        Deployments.pod(IMAGE, "registry.example/shop@" + DIGEST),
                        Deployments.pod(IMAGE, "registry.example/shop@" + OTHER)))
                .isInstanceOfSatisfying(
                        PermanentFailure.class, e -> assertThat(e.reason()).isEqualTo(FailureReason.SourceRunsAnother))
                .hasMessageContaining("in several digests");
    }

    @Test
    void whatStillRollsOutRunsNothingYet() {
        var rolling = new DeploymentBuilder(Deployments.settled("n", "shop", IMAGE))
                .editStatus()
                .withUpdatedReplicas(1)
                .endStatus()
                .build();
        assertThatThrownBy(() -> RunningImage.of(rolling, "app", List.of()))
                .hasMessageContaining("still rolling out: 1 of 2 Pods are new");
    }

    private static RunningImage of(Pod... pods) {
        return RunningImage.of(Deployments.settled("n", "shop", IMAGE), "app", List.of(pods));
    }
}
