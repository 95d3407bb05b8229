package io.pgbelay.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.api.Artifact;
import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupRunStatus.Expiry;
import io.pgbelay.api.BackupSchedule;
import io.pgbelay.api.RetentionStatus;
import io.pgbelay.demo.Bucket;
import io.pgbelay.demo.LoopWorld;
import io.pgbelay.demo.Scene;
import io.pgbelay.demo.World;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Retention on the real control plane, with keys of its own for a real S3 server. */
class RetentionLoopTest {
    private final World world = LoopWorld.get();
    private final Scene scene = Scene.open(world);

    @Test
    void afterASuccessTheRulesDeleteInTheBucketFirstAndTheRecordsSecond() {
        reaper();
        world.kubectlApply(keeping("{keepLast: 1, credentials: {secretName: s3-reaper}}"));
        var first = triggered("one");
        world.kubectlApply(scene.runOfSchedule("by-hand"));
        scene.ended("by-hand");
        world.kubectlApply(scene.runOfSchedule("held").replace("{scheduleRef:", "{hold: true, scheduleRef:"));
        scene.ended("held");
        var last = triggered("two");

        scene.await(() -> records().stream().noneMatch(name -> name.equals(first)));
        var byHand = scene.run(run ->
                run.getMetadata().getName().equals("by-hand") && run.getStatus().expired() == Expiry.Gone);
        assertThat(byHand.getStatus().usable()).isFalse();
        assertThat(records()).containsExactlyInAnyOrder("by-hand", "held", last);
        try (var bucket = new Bucket(world)) {
            assertThat(bucket.keys(scene.prefix() + "/")).hasSize(6);
            assertThat(bucket.manifests(scene.prefix() + "/"))
                    .containsExactlyInAnyOrder(
                            artifact("held").manifest(), artifact(last).manifest());
        }
        assertThat(run("held").getStatus().keptAs()).isEqualTo("held");
        assertThat(run(last).getStatus().keptAs()).isEqualTo("last, last successful, last Decoded");
        var retention = Objects.requireNonNull(scene.until(() -> Optional.of(schedule())
                        .filter(one -> !Objects.requireNonNull(one.getStatus().retention())
                                .pruning()))
                .getStatus()
                .retention());
        assertThat(retention.deleted()).isGreaterThanOrEqualTo(2);
        assertThat(retention.plan()).isEmpty();
        assertThat(scene.kubectl("get", "brun")).contains("KEPT AS", "last, last successful, last Decoded");
    }

    @Test
    void aPolicyMadeStricterShowsItsPlanAndAFloorThatIsGoneStopsIt() {
        world.kubectlApply(keeping("{keepLast: 5}"));
        var first = triggered("one");
        var second = triggered("two");
        world.kubectlApply(keeping("{keepLast: 1}"));

        scene.await(() -> List.of(first)
                .equals(Objects.requireNonNull(schedule().getStatus().retention())
                        .plan()));
        scene.kubectl("patch", "brun", second, "--type=merge", "-p", "{\"spec\":{\"hold\":true}}");
        try (var bucket = new Bucket(world)) {
            bucket.delete(artifact(second).location().replaceFirst("s3://[^/]+/", ""));
        }
        world.kubectlApply(scene.runOfSchedule("held").replace("{scheduleRef:", "{hold: true, scheduleRef:"));
        scene.ended("held");

        scene.await(() -> scene.kubectl("get", "bsched", "orders", "-o", "jsonpath={.status.conditions}")
                .contains("FloorMissing"));
        assertThat(records()).contains(first, second, "held");
        try (var bucket = new Bucket(world)) {
            assertThat(bucket.manifests(scene.prefix() + "/")).hasSize(3);
        }
    }

    @Test
    void aBackupWithHardlyAnyRowsStopsDeletionUntilSomebodyHasLooked() {
        world.kubectlApply(keeping("{keepLast: 3}"));
        var first = triggered("one");
        triggered("two");
        triggered("three");
        scene.postgres().psql(scene.database(), "TRUNCATE pgbench_accounts, pgbench_history");
        triggered("four");

        var word = Objects.requireNonNull(scene.until(() -> Optional.of(schedule())
                                .filter(one -> retention(one).suspicious() != null))
                        .getStatus()
                        .retention())
                .suspicious();
        assertThat(scene.kubectl("get", "bsched", "orders", "-o", "jsonpath={.status.conditions}"))
                .contains("HistoryAbnormal", "rows, where the last 3 backups had");
        assertThat(scene.kubectl("get", "bsched")).contains("4 (", "Decoded");
        triggered("five");
        assertThat(records()).contains(first);
        assertThat(retention(schedule()).deleted()).isNull();

        scene.kubectl(
                "patch",
                "bsched",
                "orders",
                "--type=merge",
                "-p",
                "{\"spec\":{\"retention\":{\"acknowledge\":\"" + word + "\"}}}");

        scene.await(() -> !records().contains(first));
        assertThat(scene.kubectl("get", "events")).contains("HistoryAbnormal");
    }

    private static RetentionStatus retention(BackupSchedule schedule) {
        return Objects.requireNonNullElse(schedule.getStatus().retention(), RetentionStatus.NONE);
    }

    /** An account of its own would be other keys; here it is another Secret with the same. */
    private void reaper() {
        var s3 = world.playground().s3();
        world.secret(
                scene.namespace(),
                "s3-reaper",
                java.util.Map.of("AWS_ACCESS_KEY_ID", s3.accessKey(), "AWS_SECRET_ACCESS_KEY", s3.secretKey()));
    }

    private String keeping(String retention) {
        return scene.schedule("0 1 1 1 *").replace("spec:\n", "spec:\n  retention: " + retention + "\n");
    }

    private String triggered(String token) {
        var before = records();
        scene.kubectl("patch", "bsched", "orders", "--type=merge", "-p", "{\"spec\":{\"trigger\":\"" + token + "\"}}");
        var name = scene.run(run -> run.getMetadata().getName().startsWith("orders-t-")
                        && !before.contains(run.getMetadata().getName()))
                .getMetadata()
                .getName();
        scene.ended(name);
        return name;
    }

    private List<String> records() {
        return world.client().resources(BackupRun.class).inNamespace(scene.namespace()).list().getItems().stream()
                .map(run -> run.getMetadata().getName())
                .toList();
    }

    private BackupRun run(String name) {
        return scene.run(run -> run.getMetadata().getName().equals(name));
    }

    private Artifact artifact(String name) {
        return Objects.requireNonNull(run(name).getStatus().artifact());
    }

    private BackupSchedule schedule() {
        return world.client()
                .resources(BackupSchedule.class)
                .inNamespace(scene.namespace())
                .withName("orders")
                .get();
    }
}
