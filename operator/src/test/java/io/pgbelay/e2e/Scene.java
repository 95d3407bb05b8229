package io.pgbelay.e2e;

import io.fabric8.kubernetes.api.model.Pod;
import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupRunStatus;
import io.pgbelay.demo.Story;
import io.pgbelay.kube.Labels;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What every chapter has at hand. */
record Scene(
        Settings settings,
        Cluster cluster,
        PostgresPod postgres,
        BucketPod bucket,
        Examples examples,
        Findings findings,
        Story story) {
    /** How long anything may take. */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Within which all our Pods end when they are told to; after it they would be killed. */
    static final Duration GRACE = Duration.ofSeconds(25);

    /** All BackupRuns. */
    List<BackupRun> runs() {
        return cluster.client()
                .resources(BackupRun.class)
                .inNamespace(Cluster.SHOP)
                .list()
                .getItems();
    }

    /** A BackupRun that is there. */
    BackupRun run(String name) {
        return Objects.requireNonNull(cluster.client()
                .resources(BackupRun.class)
                .inNamespace(Cluster.SHOP)
                .withName(name)
                .get());
    }

    /** Waits for the end of a run, whatever it is. */
    BackupRun ended(String name) {
        return Wait.until(
                "the end of BackupRun " + name,
                PATIENCE,
                () -> Optional.of(run(name)).filter(one -> status(one).ended()));
    }

    /** The status of a run. */
    static BackupRunStatus status(BackupRun run) {
        return Objects.requireNonNullElse(run.getStatus(), BackupRunStatus.NONE);
    }

    /** Pods that work for a run. */
    List<Pod> pods(String run) {
        return cluster.client()
                .pods()
                .inNamespace(Cluster.SHOP)
                .withLabel(Labels.RUN, run)
                .list()
                .getItems();
    }

    /** Waits until the mover of a run is at work, and says in which Pod. */
    String moving(String run) {
        return Wait.until(
                "the mover of " + run,
                PATIENCE,
                () -> pods(run).stream()
                        .filter(Scene::moverRuns)
                        .map(pod -> pod.getMetadata().getName())
                        .findFirst());
    }

    private static boolean moverRuns(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() == null
                && pod.getStatus().getContainerStatuses().stream()
                        .anyMatch(one ->
                                one.getName().equals("mover") && one.getState().getRunning() != null);
    }

    /** The first digits of a run's UID, which stand in the names of its objects. */
    static String uid8(BackupRun run) {
        return run.getMetadata().getUid().substring(0, 8);
    }

    /** Keys of a run's objects. */
    List<String> keys(BackupRun run) {
        return bucket.keys().stream().filter(key -> key.contains(uid8(run))).toList();
    }
}
