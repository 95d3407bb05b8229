package io.pgbelay.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupRunStatus;
import io.pgbelay.api.BackupRunStatus.Phase;
import io.pgbelay.api.RestoreRequestStatus;
import io.pgbelay.demo.Bucket;
import io.pgbelay.demo.LoopWorld;
import io.pgbelay.demo.Scene;
import io.pgbelay.demo.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The operator is killed (-9) and started again: every run ends as it would have, and is made once. */
class OperatorCrashLoopTest {
    private final World world = LoopWorld.get();

    /** When the operator dies. */
    enum Moment {
        AS_SOON_AS_THE_RUN_IS_THERE,
        WHEN_THE_TEMPLATE_IS_LATCHED,
        WHEN_THE_JOB_IS_MADE,
        WHEN_BYTES_MOVE,
        AFTER_THE_END;

        boolean come(BackupRun run) {
            var status = java.util.Objects.requireNonNullElse(run.getStatus(), BackupRunStatus.NONE);
            return switch (this) {
                case AS_SOON_AS_THE_RUN_IS_THERE -> true;
                case WHEN_THE_TEMPLATE_IS_LATCHED -> status.template() != null;
                case WHEN_THE_JOB_IS_MADE -> !status.attempts().isEmpty();
                case WHEN_BYTES_MOVE -> status.progress() != null || status.ended();
                case AFTER_THE_END -> status.ended();
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRunEndsTheSameWheneverTheOperatorDies(Moment moment) {
        var scene = Scene.open(world).withBulk(20);
        world.kubectlApply(scene.schedule("0 1 * * *"));
        world.kubectlApply(scene.runOfSchedule("run"));

        scene.run(moment::come);
        world.operator().kill();
        world.operator().start();

        var run = scene.ended("run");
        assertThat(run.getStatus().phase()).as(scene.everything()).isEqualTo(Phase.Succeeded);
        assertThat(run.getStatus().attempts()).hasSize(1);
        try (var bucket = new Bucket(world)) {
            assertThat(bucket.manifests(scene.prefix() + "/")).hasSize(1);
            assertThat(bucket.uploads(scene.prefix() + "/")).isEmpty();
        }
    }

    @Test
    void aRunThatEndsWhileTheOperatorIsDownIsFoundSucceeded() {
        var scene = Scene.open(world);
        world.kubectlApply(scene.run("run"));
        scene.workingPod("run");
        world.operator().kill();
        scene.await(() -> scene.kubectl("get", "job", "run-b1", "-o", "jsonpath={.status.succeeded}")
                .equals("1"));
        world.operator().start();

        assertThat(scene.ended("run").getStatus().usable()).isTrue();
    }

    @Test
    void aTickThatPassesWhileTheOperatorIsDownRunsOnce() {
        var scene = Scene.open(world);
        world.kubectlApply(scene.schedule("* * * * *"));
        var first = scene.run(run -> run.getMetadata().getName().startsWith("orders-"));
        world.operator().kill();
        world.operator().start();
        scene.ended(first.getMetadata().getName());
        scene.kubectl("patch", "bsched", "orders", "--type=merge", "-p", "{\"spec\":{\"suspend\":true}}");

        var slots = world.client().resources(BackupRun.class).inNamespace(scene.namespace()).list().getItems().stream()
                .map(run -> run.getMetadata().getAnnotations().get(BackupRun.SLOT_ANNOTATION))
                .toList();
        assertThat(slots).doesNotHaveDuplicates().isNotEmpty();
    }

    @Test
    void aRestoreGoesOnWhenTheOperatorComesBack() {
        var scene = Scene.open(world);
        world.kubectlApply(scene.run("run"));
        scene.ended("run");
        world.kubectlApply(scene.restore("copy", "run", scene.database() + "_copy"));
        scene.until(() -> java.util.Optional.of(scene.kubectl("get", "jobs", "-o", "name"))
                .filter(jobs -> jobs.contains("copy-r1")));
        world.operator().kill();
        world.operator().start();

        var request = scene.restored("copy");
        assertThat(request.getStatus().phase()).isEqualTo(RestoreRequestStatus.Phase.Succeeded);
        assertThat(request.getStatus().attempts()).hasSize(1);
    }
}
