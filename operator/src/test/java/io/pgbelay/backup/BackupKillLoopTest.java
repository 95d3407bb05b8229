package io.pgbelay.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupRunStatus.Phase;
import io.pgbelay.api.FailureReason;
import io.pgbelay.demo.Bucket;
import io.pgbelay.demo.Contents;
import io.pgbelay.demo.LoopWorld;
import io.pgbelay.demo.Scene;
import io.pgbelay.demo.World;
import io.pgbelay.playground.s3.Fault;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What dies while bytes move. The S3 server is held in the middle of an upload, so that every kill comes midway; what
 * follows is always the same: the run ends, there is one backup or none, and nothing half-made is left.
 */
class BackupKillLoopTest {
    private final World world = LoopWorld.get();

    @Test
    void aMoverThatIsKilledMidUploadIsFollowedByAnotherThatCleansUp() {
        var scene = Scene.open(world).withBulk(40);
        var pod = midway(scene, "run", held -> {});

        world.playground().node().kill(scene.namespace(), pod, "mover", "KILL");
        world.playground().s3().gate().heal();

        succeededAtLast(scene, "run", FailureReason.WorkerKilled);
    }

    @Test
    void aPgDumpThatIsKilledMidDumpIsNoSuccess() {
        var scene = Scene.open(world).withBulk(40);
        midway(scene, "run", held -> kill("pg_dump", scene.database()));
        world.playground().s3().gate().heal();

        succeededAtLast(scene, "run", FailureReason.DumpFailed);
    }

    @Test
    void aPodThatIsDeletedByHandIsFollowedByAnother() {
        var scene = Scene.open(world).withBulk(40);
        var pod = midway(scene, "run", held -> {});

        scene.kubectl("delete", "pod", pod, "--wait=false");
        world.playground().s3().gate().heal();

        succeededAtLast(scene, "run");
    }

    @Test
    void aJobThatIsDeletedByHandIsFollowedByAnother() {
        var scene = Scene.open(world).withBulk(40);
        midway(scene, "run", held -> scene.kubectl("delete", "job", "run-b1"));
        world.playground().s3().gate().heal();

        succeededAtLast(scene, "run");
    }

    @Test
    void postgresThatIsKilledMidDumpIsFollowedByAnotherAttempt() {
        try (var postgres = world.playground().startPostgres()) {
            var scene = Scene.open(world, postgres).withBulk(40);
            midway(scene, "run", held -> postgres.kill());
            world.playground().s3().gate().heal();
            scene.run(run -> run.getStatus() != null
                    && !run.getStatus().attempts().isEmpty()
                    && run.getStatus().attempts().getFirst().ended());
            postgres.start();

            var run = scene.ended("run");
            assertThat(run.getStatus().attempts().getFirst().reason()).isNotNull();
            oneBackupOrNone(scene, run);
        }
    }

    @Test
    void anApiServerThatRestartsMidRunIsNotNoticed() {
        var scene = Scene.open(world).withBulk(40);
        midway(scene, "run", held -> world.playground().controlPlane().restartApiServer());
        world.playground().s3().gate().heal();

        succeededAtLast(scene, "run");
    }

    @Test
    void errorsOfTheStoreThatPassAreSurvived() {
        var scene = Scene.open(world).withBulk(40);
        var fault = world.playground()
                .s3()
                .gate()
                .answer(
                        500,
                        3,
                        request -> request.path().contains(scene.prefix() + "/")
                                && request.method().equals("PUT"));

        world.kubectlApply(scene.run("run"));

        succeededAtLast(scene, "run");
        assertThat(fault.hits()).isEqualTo(3);
    }

    @Test
    void aStoreThatNeverAnswersEndsTheRunWithAReason() {
        var scene = Scene.open(world).withBulk(40);
        var held = hold(scene);
        try {
            world.kubectlApply(
                    scene.run("run").replace("noProgressTimeout: 20s", "noProgressTimeout: 5s\n    retries: 0"));
            var run = scene.ended("run");

            assertThat(run.getStatus().phase()).isEqualTo(Phase.Failed);
            assertThat(Scene.reason(run)).isIn("NoProgress", "StorageUnreachable");
        } finally {
            held.close();
        }
        world.kubectlApply(scene.run("next"));
        assertThat(scene.ended("next").getStatus().phase()).isEqualTo(Phase.Succeeded);
    }

    @Test
    void theNextRunOfAScheduleSweepsWhatAFailedOneLeft() {
        var scene = Scene.open(world).withBulk(40);
        world.kubectlApply(scene.schedule("0 1 * * *").replace("deadline: 2m", "deadline: 2m\n    retries: 0"));
        var held = hold(scene);
        world.kubectlApply(scene.runOfSchedule("killed"));
        var pod = scene.workingPod("killed").getMetadata().getName();
        scene.await(() -> held.hits() > 0);
        world.playground().node().kill(scene.namespace(), pod, "mover", "KILL");
        held.close();
        assertThat(scene.ended("killed").getStatus().phase()).isEqualTo(Phase.Failed);

        world.kubectlApply(scene.runOfSchedule("next"));

        assertThat(scene.ended("next").getStatus().phase()).isEqualTo(Phase.Succeeded);
        try (var bucket = new Bucket(world)) {
            assertThat(bucket.uploads(scene.prefix() + "/")).isEmpty();
            assertThat(bucket.manifests(scene.prefix() + "/")).hasSize(1);
        }
    }

    @FunctionalInterface
    private interface Midway {
        void act(Fault held);
    }

    private Fault hold(Scene scene) {
        return world.playground()
                .s3()
                .gate()
                .hang(request -> request.path().contains(scene.prefix() + "/")
                        && request.method().equals("PUT"));
    }

    /** Starts a run, waits until its upload hangs, acts, and names the Pod. */
    private String midway(Scene scene, String name, Midway midway) {
        var held = hold(scene);
        world.kubectlApply(scene.run(name));
        var pod = scene.workingPod(name).getMetadata().getName();
        scene.await(() -> held.hits() > 0);
        midway.act(held);
        return pod;
    }

    private static void kill(String program, String database) {
        ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.startsWith(program + " ") || line.contains("/" + program + " "))
                        .filter(line -> line.contains(database))
                        .isPresent())
                .forEach(ProcessHandle::destroyForcibly);
    }

    private void succeededAtLast(Scene scene, String name, FailureReason... reasons) {
        var run = scene.ended(name);
        assertThat(run.getStatus().phase()).as(scene.everything()).isEqualTo(Phase.Succeeded);
        assertThat(run.getStatus().attempts())
                .extracting(attempt -> attempt.reason())
                .containsAll(List.of(reasons));
        oneBackupOrNone(scene, run);
    }

    private void oneBackupOrNone(Scene scene, BackupRun run) {
        var good = run.getStatus().phase() == Phase.Succeeded;
        try (var bucket = new Bucket(world)) {
            assertThat(bucket.uploads(scene.prefix() + "/")).isEmpty();
            assertThat(bucket.manifests(scene.prefix() + "/")).hasSize(good ? 1 : 0);
        }
        if (good) {
            restorable(scene);
        }
    }

    private void restorable(Scene scene) {
        var copy = scene.database() + "_copy";
        world.kubectlApply(scene.restore("copy", "run", copy));
        assertThat(scene.restored("copy").getStatus().restored())
                .as(scene.everything())
                .isNotNull();
        var differences =
                Contents.of(scene.postgres(), scene.database()).differencesFrom(Contents.of(scene.postgres(), copy));
        assertThat(differences).isEqualTo(Map.of());
    }
}
