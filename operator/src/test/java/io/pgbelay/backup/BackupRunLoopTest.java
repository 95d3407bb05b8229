package io.pgbelay.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupRunStatus.Phase;
import io.pgbelay.api.BackupSchedule;
import io.pgbelay.demo.Bucket;
import io.pgbelay.demo.LoopWorld;
import io.pgbelay.demo.Scene;
import io.pgbelay.demo.World;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** BackupRuns as a person makes them with kubectl, against the real API server, Postgres and S3. */
class BackupRunLoopTest {
    private final World world = LoopWorld.get();

    @Test
    void aRunMadeByHandBacksUpAndKubectlCanWaitForIt() {
        var scene = Scene.open(world);
        world.kubectlApply(scene.schedule("0 1 * * *"));

        world.kubectlApply(scene.runOfSchedule("by-hand"));
        scene.kubectl("wait", "--for=condition=Finished", "--timeout=120s", "brun/by-hand");

        var run = scene.ended("by-hand");
        assertThat(run.getStatus().phase()).as(scene.everything()).isEqualTo(Phase.Succeeded);
        var artifact = Objects.requireNonNull(run.getStatus().artifact());
        try (var bucket = new Bucket(world)) {
            assertThat(bucket.keys(scene.prefix() + "/"))
                    .hasSize(3)
                    .contains(artifact.manifest())
                    .anyMatch(key -> key.endsWith(".dump.zst"))
                    .anyMatch(key -> key.endsWith(".dump.zst.sha256"));
        }
        assertThat(run.getStatus().attempts())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.stages())
                        .isNotEmpty()
                        .allSatisfy(stage -> assertThat(stage.exitCode()).isZero()));
        assertThat(scene.kubectl("get", "brun"))
                .contains("SCHEDULE", "PHASE", "SIZE", "DURATION", "VERIFIED", "AGE", "Succeeded");
        assertThat(scene.kubectl("describe", "brun", "by-hand")).contains("BackupSucceeded", "AttemptStarted");
        assertThat(scene.kubectl("logs", "job/by-hand-b1", "-c", "mover")).contains("\"progress\":true");
    }

    @Test
    void aTriggerStartsOneRunAndReapplyingTheFileStartsNoOther() {
        var scene = Scene.open(world);
        world.kubectlApply(scene.schedule("0 1 * * *"));

        scene.kubectl("patch", "bsched", "orders", "--type=merge", "-p", "{\"spec\":{\"trigger\":\"before-audit\"}}");
        var run = scene.run(one -> one.getMetadata().getName().startsWith("orders-t-"));
        scene.ended(run.getMetadata().getName());
        scene.kubectl("annotate", "bsched", "orders", "touched=again");
        world.kubectlApply(scene.schedule("0 2 * * *"));
        scene.await(() -> "before-audit".equals(scheduleOf(scene).getStatus().lastTrigger()));

        assertThat(world.client()
                        .resources(BackupRun.class)
                        .inNamespace(scene.namespace())
                        .list()
                        .getItems())
                .hasSize(1);
        scene.await(() ->
                run.getMetadata().getName().equals(scheduleOf(scene).getStatus().lastSuccessfulRun()));
    }

    @Test
    void aDryRunSaysWhatItWouldDoAndTouchesNothing() {
        var scene = Scene.open(world);

        world.kubectlApply(scene.run("look").replace("spec:\n", "spec:\n  dryRun: true\n"));

        var run = scene.ended("look");
        assertThat(run.getStatus().phase()).isEqualTo(Phase.Planned);
        assertThat(Objects.requireNonNull(run.getStatus().plan()).location()).contains(scene.prefix() + "/test_");
        assertThat(world.client()
                        .batch()
                        .v1()
                        .jobs()
                        .inNamespace(scene.namespace())
                        .list()
                        .getItems())
                .isEmpty();
    }

    @Test
    void deletingARunMidFlightStopsItsJobAndLeavesNoUpload() {
        var scene = Scene.open(world).withBulk(40);
        var held = scene.holdUploads();
        try {
            world.kubectlApply(scene.run("doomed"));
            var pod = scene.workingPod("doomed");
            scene.await(() -> held.hits() > 0);
            scene.kubectl("delete", "brun", "doomed", "--wait=false");
            scene.await(() -> world.playground()
                    .node()
                    .pid(scene.namespace(), pod.getMetadata().getName(), "mover")
                    .isEmpty());
        } finally {
            held.close();
        }
        try (var bucket = new Bucket(world)) {
            scene.await(() -> bucket.uploads(scene.prefix()).isEmpty());
            assertThat(bucket.keys(scene.prefix() + "/")).isEmpty();
        }
    }

    @Test
    void deletingAScheduleLetsTheRunInFlightEnd() {
        var scene = Scene.open(world).withBulk(40);
        world.kubectlApply(scene.schedule("0 1 * * *"));
        var held = scene.holdUploads();
        try {
            world.kubectlApply(scene.runOfSchedule("in-flight"));
            scene.await(() -> held.hits() > 0);
            scene.kubectl("delete", "bsched", "orders");
        } finally {
            held.close();
        }

        assertThat(scene.ended("in-flight").getStatus().phase()).isEqualTo(Phase.Succeeded);
    }

    private BackupSchedule scheduleOf(Scene scene) {
        return world.client()
                .resources(BackupSchedule.class)
                .inNamespace(scene.namespace())
                .withName("orders")
                .get();
    }
}
