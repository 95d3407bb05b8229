package io.pgbelay.e2e;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pgbelay.kube.Labels;

/** A run is deleted while its bytes are on their way: the mover gives up inside the grace period and leaves nothing. */
final class Deletion implements Chapter {
    private static final String NAME = "orders-stopped";

    @Override
    public String title() {
        return "A run that is deleted while its bytes are on their way";
    }

    @Override
    public void play(Scene scene) {
        scene.cluster().apply(scene.examples().run(NAME, Deletion::slow));
        var pod = scene.moving(NAME);
        var uid8 = Scene.uid8(scene.run(NAME));
        Wait.untilTrue("an upload", Scene.PATIENCE, () -> uploads(scene, uid8) > 0);
        Wait.untilTrue(
                "progress in its status",
                Scene.PATIENCE,
                () -> Scene.status(scene.run(NAME)).progress() != null);
        var peak = Anatomy.peak(scene, Cluster.SHOP, pod, "mover");
        scene.findings().check("mover: most memory so far", peak > 0 && peak < 256, peak + " MiB");
        try (var last = new LastWords(scene.cluster(), Cluster.SHOP, Labels.RUN + "=" + NAME)) {
            scene.cluster().kubectl("-n", Cluster.SHOP, "delete", "brun", NAME);
            var took = Wait.untilTrue(
                    "the end of its Pod", Scene.PATIENCE, () -> scene.pods(NAME).isEmpty());
            scene.findings()
                    .check(
                            "deleted run: its Pod is gone",
                            took.compareTo(Scene.GRACE) < 0,
                            "after " + Wait.seconds(took));
            scene.findings()
                    .check("deleted run: how the mover ended", "exit 143: .*\"reason\":\"Aborted\".*", last.said());
        }
        scene.findings().check("deleted run: uploads left", "0", Integer.toString(uploads(scene, uid8)));
        var objects =
                scene.bucket().keys().stream().filter(key -> key.contains(uid8)).toList();
        scene.findings().check("deleted run: objects left", "\\[\\]", objects.toString());
    }

    /** pg_dump gets a twentieth of a core, and nothing is compressed: so an upload begins, and does not end soon. */
    private static void slow(ObjectNode template) {
        template.withObject("compression").put("algorithm", "None");
        template.withObject("podTemplate")
                .withObject("postgresResources")
                .withObject("limits")
                .put("cpu", "50m");
    }

    private static int uploads(Scene scene, String uid8) {
        return (int) scene.bucket().uploads().stream()
                .filter(key -> key.contains(uid8))
                .count();
    }
}
