package io.pgbelay.e2e;

import io.pgbelay.api.Attempt;
import java.util.Objects;
import java.util.stream.Collectors;

/** A node is drained under a run: the Pod is evicted, and the next attempt makes the backup. */
final class Eviction implements Chapter {
    private static final String NAME = "orders-evicted";

    @Override
    public String title() {
        return "A Pod that is evicted";
    }

    @Override
    public void play(Scene scene) {
        try (var lock = scene.postgres().lock("orders")) {
            scene.cluster().apply(scene.examples().run(NAME, template -> template.put("retries", 0)));
            var pod = scene.moving(NAME);
            Wait.untilTrue("the mover at the lock", Scene.PATIENCE, lock::awaited);
            scene.cluster()
                    .client()
                    .pods()
                    .inNamespace(Cluster.SHOP)
                    .withName(pod)
                    .evict();
            var took = Wait.untilTrue(
                    "the end of the evicted Pod",
                    Scene.PATIENCE,
                    () -> scene.pods(NAME).stream()
                            .noneMatch(one -> one.getMetadata().getName().equals(pod)));
            scene.findings().check("evicted run: its Pod is gone", took.compareTo(Scene.GRACE) < 0, Wait.seconds(took));
            Wait.untilTrue(
                    "the second attempt",
                    Scene.PATIENCE,
                    () -> Scene.status(scene.run(NAME)).attempts().size() == 2
                            || Scene.status(scene.run(NAME)).ended());
        }
        var run = scene.ended(NAME);
        var status = Scene.status(run);
        var attempts = status.attempts().stream().map(Eviction::word).collect(Collectors.joining(", "));
        scene.findings().check("evicted run", "Succeeded: Disrupted, good", status.phase() + ": " + attempts);
        var manifests = scene.keys(run).stream()
                .filter(key -> key.endsWith(".manifest.json"))
                .count();
        scene.findings().check("evicted run: manifests", "1", Long.toString(manifests));
    }

    private static String word(Attempt attempt) {
        return attempt.reason() == null
                ? "good"
                : Objects.requireNonNull(attempt.reason()).name();
    }
}
