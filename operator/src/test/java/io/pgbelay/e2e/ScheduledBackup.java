package io.pgbelay.e2e;

import io.pgbelay.api.BackupRun;
import io.pgbelay.kube.Labels;
import io.pgbelay.kube.Times;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A tick becomes a run, the run a Job. While the mover waits for a lock the operator is killed; the next one finds
 * the run as it is, and there is one backup.
 */
final class ScheduledBackup implements Chapter {
    @Override
    public String title() {
        return "A scheduled backup, and the operator is killed meanwhile";
    }

    @Override
    public void play(Scene scene) {
        scene.findings().check("a root Pod in this namespace", ".*violates PodSecurity.*", rootPod(scene));
        String name;
        try (var lock = scene.postgres().lock("orders")) {
            scene.cluster().apply(scene.examples().schedule());
            name = Wait.until(
                            "a BackupRun",
                            Scene.PATIENCE,
                            () -> scene.runs().stream().findFirst())
                    .getMetadata()
                    .getName();
            scene.story().tell("A tick came due: BackupRun " + name);
            var pod = scene.moving(name);
            Wait.untilTrue("the mover at the lock", Scene.PATIENCE, lock::awaited);
            new Anatomy(scene, pod).look();
            kill(scene);
        }
        var run = scene.ended(name);
        suspend(scene);
        outcome(scene, run);
        once(scene, run);
    }

    private static String rootPod(Scene scene) {
        return scene.cluster()
                .tryKubectl(
                        "",
                        "-n",
                        Cluster.SHOP,
                        "run",
                        "root",
                        "--image=busybox:1",
                        "--restart=Never",
                        "--dry-run=server")
                .text();
    }

    private static void kill(Scene scene) {
        var before = Installation.pod(scene.cluster());
        scene.cluster()
                .kubectl(
                        "-n",
                        Cluster.SYSTEM,
                        "delete",
                        "pod",
                        before.getMetadata().getName(),
                        "--force",
                        "--grace-period=0");
        var took = Wait.untilTrue(
                "another operator",
                Scene.PATIENCE,
                () -> !Installation.pod(scene.cluster())
                        .getMetadata()
                        .getUid()
                        .equals(before.getMetadata().getUid()));
        scene.story().tell("The operator was killed mid-run; the next one is ready after " + took.toSeconds() + " s");
    }

    private static void suspend(Scene scene) {
        scene.cluster()
                .kubectl(
                        "-n",
                        Cluster.SHOP,
                        "patch",
                        "bsched",
                        "orders",
                        "--type=merge",
                        "-p",
                        "{\"spec\":{\"suspend\":true}}");
        scene.runs().forEach(run -> scene.ended(run.getMetadata().getName()));
    }

    private static void outcome(Scene scene, BackupRun run) {
        var status = Scene.status(run);
        scene.findings().check("scheduled run", "Succeeded", String.valueOf(status.phase()));
        if (status.artifact() != null) {
            var artifact = status.artifact();
            scene.story()
                    .tell("Backed up: " + Times.size(artifact.dumpBytes()) + " became " + artifact.size() + " at "
                            + artifact.location());
        }
    }

    private static void once(Scene scene, BackupRun run) {
        var name = run.getMetadata().getName();
        var jobs = scene.cluster()
                .client()
                .batch()
                .v1()
                .jobs()
                .inNamespace(Cluster.SHOP)
                .withLabel(Labels.RUN, name)
                .list()
                .getItems()
                .size();
        var manifests = scene.keys(run).stream()
                .filter(key -> key.endsWith(".manifest.json"))
                .count();
        var attempts = Scene.status(run).attempts().size();
        scene.findings()
                .check(
                        "exactly once",
                        "1 attempt, 1 Job, 1 manifest",
                        "%d attempt, %d Job, %d manifest".formatted(attempts, jobs, manifests));
        var slots = scene.runs().stream()
                .map(one -> one.getMetadata().getAnnotations().get(BackupRun.SLOT_ANNOTATION))
                .filter(Objects::nonNull)
                .toList();
        var twice = slots.size() - slots.stream().distinct().count();
        scene.findings()
                .check(
                        "ticks with two runs",
                        twice == 0,
                        twice + " of " + slots.size() + " ("
                                + slots.stream().sorted().collect(Collectors.joining(", ")) + ")");
    }
}
