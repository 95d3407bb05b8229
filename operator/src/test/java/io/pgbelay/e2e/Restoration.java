package io.pgbelay.e2e;

import io.pgbelay.api.RestoreRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The newest backup comes back into a new database, and psql finds no difference. */
final class Restoration implements Chapter {
    private static final String COPY = "orders_look";

    @Override
    public String title() {
        return "A restore into a new database";
    }

    @Override
    public void play(Scene scene) {
        scene.cluster().apply(scene.examples().restore());
        var request = Wait.until("the end of the restore", Scene.PATIENCE, () -> ended(scene));
        var status = request.getStatus();
        scene.findings().check("restore", "Succeeded", String.valueOf(status.phase()));
        if (status.restored() != null) {
            compare(scene, status.duration());
        }
    }

    private static void compare(Scene scene, @Nullable String duration) {
        scene.story().tell("Restored in " + duration + "; now psql compares, not we");
        var live = scene.postgres().contents(PostgresPod.DATABASE);
        var copy = scene.postgres().contents(COPY);
        var differences = live.differencesFrom(copy);
        scene.findings()
                .check(
                        "the copy against the original",
                        differences.isEmpty() && live.count("table") > 0,
                        differences.isEmpty()
                                ? "equal in " + live.facts().size() + " facts: " + live.count("table")
                                        + " tables row by row, sequences, large objects, indexes, constraints"
                                : differences.toString());
    }

    private static Optional<RestoreRequest> ended(Scene scene) {
        return Optional.ofNullable(scene.cluster()
                        .client()
                        .resources(RestoreRequest.class)
                        .inNamespace(Cluster.SHOP)
                        .withName("orders-look")
                        .get())
                .filter(one -> one.getStatus() != null && one.getStatus().ended());
    }
}
