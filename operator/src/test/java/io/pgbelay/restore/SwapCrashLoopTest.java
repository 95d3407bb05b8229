package io.pgbelay.restore;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.api.RestoreRequestStatus;
import io.pgbelay.api.RestoreRequestStatus.Phase;
import io.pgbelay.demo.LoopWorld;
import io.pgbelay.demo.Scene;
import io.pgbelay.demo.World;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pod and operator die in the middle of a swap: the live database is whole, the status ends, no workload stays down. */
class SwapCrashLoopTest {
    private static final World WORLD = LoopWorld.get();
    private static final String QUIET = "quiesce: [{kind: Deployment, name: api}]";

    /** When the operator dies. */
    enum Moment {
        WHEN_IT_IS_CONFIRMED,
        WHEN_THE_REPLICAS_ARE_WRITTEN_DOWN,
        WHEN_THE_JOB_IS_MADE;

        boolean come(RestoreRequestStatus status) {
            return switch (this) {
                case WHEN_IT_IS_CONFIRMED -> status.confirmed() != null;
                case WHEN_THE_REPLICAS_ARE_WRITTEN_DOWN -> !status.quiesced().isEmpty();
                case WHEN_THE_JOB_IS_MADE -> !status.attempts().isEmpty();
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSwapEndsTheSameWheneverTheOperatorDies(Moment moment) {
        var stage = SwapScene.open(WORLD);
        stage.apply(stage.deployment("api", 1));
        stage.apply(stage.swap("fix", QUIET));
        stage.confirm(stage.planned("fix"));

        stage.until("fix", moment::come);
        WORLD.operator().kill();
        WORLD.operator().start();

        var end = stage.ended("fix");
        assertThat(end.getStatus().phase()).as(stage.scene().everything()).isEqualTo(Phase.Succeeded);
        assertThat(end.getStatus().attempts()).hasSize(1);
        assertThat(stage.replicas("api")).isEqualTo(1);
        assertThat(stage.contents().facts()).doesNotContainKey("table later");
    }

    @Test
    void aMoverThatIsKilledLeavesTheLiveDatabaseAndNothingElse() {
        var stage = SwapScene.open(WORLD);
        stage.apply(stage.deployment("api", 1));
        var spoilt = stage.contents();
        var held = WORLD.playground()
                .s3()
                .gate()
                .hang(request -> request.method().equals("GET")
                        && request.path().contains(stage.scene().prefix() + "/")
                        && request.path().endsWith(".dump.zst"));
        try {
            stage.apply(stage.swap("fix", QUIET));
            stage.confirm(stage.planned("fix"));
            stage.scene().await(() -> held.hits() > 0);
            assertThat(stage.replicas("api")).isZero();
            var pod = WORLD.client()
                    .pods()
                    .inNamespace(stage.scene().namespace())
                    .withLabel("pgbelay.io/restore", "fix")
                    .withLabel("batch.kubernetes.io/job-name", "fix-r1")
                    .list()
                    .getItems()
                    .getFirst();
            WORLD.playground()
                    .node()
                    .kill(stage.scene().namespace(), pod.getMetadata().getName(), "mover", "KILL");
        } finally {
            held.close();
        }

        var end = stage.ended("fix");
        assertThat(SwapScene.reason(end)).as(stage.scene().everything()).isEqualTo("WorkerKilled");
        assertThat(end.getStatus().attempts()).hasSizeGreaterThan(1);
        assertThat(spoilt.differencesFrom(stage.contents())).isEqualTo(Map.of());
        assertThat(stage.databases(stage.scene().database() + "_be%")).isZero();
        assertThat(stage.replicas("api")).isEqualTo(1);
    }

    @Test
    void aRequestThatIsDeletedMidwayScalesUpWhatItScaledDown() {
        var stage = SwapScene.open(WORLD, Scene.open(WORLD));
        stage.apply(stage.deployment("api", 2));
        var spoilt = stage.contents();
        var held = WORLD.playground()
                .s3()
                .gate()
                .hang(request -> request.method().equals("GET")
                        && request.path().contains(stage.scene().prefix() + "/")
                        && request.path().endsWith(".dump.zst"));
        try {
            stage.apply(stage.swap("fix", QUIET));
            stage.confirm(stage.planned("fix"));
            stage.scene().await(() -> held.hits() > 0);
            assertThat(requireNonNull(stage.until(
                                    "fix", status -> !status.attempts().isEmpty()))
                            .getMetadata()
                            .getFinalizers())
                    .contains("pgbelay.io/restore");

            stage.scene().kubectl("delete", "rreq", "fix", "--timeout=60s");
        } finally {
            held.close();
        }

        assertThat(stage.replicas("api")).isEqualTo(2);
        assertThat(spoilt.differencesFrom(stage.contents())).isEqualTo(Map.of());
        stage.scene().await(() -> stage.databases(stage.scene().database() + "_be%") == 0);
    }
}
