package io.pgbelay.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolloutTest {
    @ParameterizedTest
    @CsvSource({
        "2, 2, 2, 2, the Deployment's controller has not seen it yet",
        "3, 0, 2, 2, 0 of 2 Pods are new",
        "3, 2, 3, 2, 1 old Pods are still there",
        "3, 2, 2, 1, 1 of 2 new Pods are available",
    })
    void itWaits(long observed, int updated, int all, int available, String message) {
        assertThat(rollout(observed, updated, all, available)).isEqualTo(new Rollout.Waiting(message));
    }

    @Test
    void itIsOverWhenEveryPodIsNewAndAvailable() {
        assertThat(rollout(3, 2, 2, 2)).isEqualTo(new Rollout.Complete());
    }

    @Test
    void theDeploymentsOwnDeadlineCounts() {
        var status = new DeploymentStatusBuilder()
                .withObservedGeneration(3L)
                .withReplicas(2)
                .withUpdatedReplicas(1)
                .addNewCondition()
                .withType("Progressing")
                .withReason("ProgressDeadlineExceeded")
                .withMessage("ReplicaSet \"shop-1\" has timed out progressing.")
                .endCondition()
                .build();
        var stuck = new DeploymentBuilder(Deployments.settled("n", "shop", "shop:v1"))
                .withStatus(status)
                .build();
        assertThat(Rollout.of(stuck)).isEqualTo(new Rollout.Stuck("ReplicaSet \"shop-1\" has timed out progressing."));
    }

    @Test
    void whoSetTheImageBesidesUsIsNamed() {
        var fields = Map.<String, Object>of(
                "f:spec",
                Map.of(
                        "f:template",
                        Map.of(
                                "f:spec",
                                Map.of("f:containers", Map.of("k:{\"name\":\"app\"}", Map.of("f:image", Map.of()))))));
        var deployment = new DeploymentBuilder(Deployments.settled("n", "shop", "shop:v1"))
                .editMetadata()
                .addNewManagedField()
                .withManager("pgbelay-promotion")
                .withTime("2026-11-20T03:00:00Z")
                .withNewFieldsV1()
                .withAdditionalProperties(fields)
                .endFieldsV1()
                .endManagedField()
                .addNewManagedField()
                .withManager("argocd-controller")
                .withTime("2026-11-20T02:00:00Z")
                .withNewFieldsV1()
                .withAdditionalProperties(fields)
                .endFieldsV1()
                .endManagedField()
                .endMetadata()
                .build();
        assertThat(ImageOwner.of(deployment, "app")).isEqualTo("argocd-controller");
        assertThat(ImageOwner.of(deployment, "sidecar")).isEqualTo("somebody");
    }

    private static Rollout rollout(long observed, int updated, int all, int available) {
        var status = new DeploymentStatusBuilder()
                .withObservedGeneration(observed)
                .withReplicas(all)
                .withUpdatedReplicas(updated)
                .withAvailableReplicas(available)
                .build();
        return Rollout.of(new DeploymentBuilder(Deployments.settled("n", "shop", "shop:v1"))
                .withStatus(status)
                .build());
    }
}
