package io.pgbelay.e2e;

import java.util.Objects;

/** The operator is restarted as an upgrade does it: the old one gives the lease back and ends, the new one works. */
final class Restart implements Chapter {
    private static final long LIMIT_MIB = 384;

    @Override
    public String title() {
        return "A restart of the operator, as by an upgrade";
    }

    @Override
    public void play(Scene scene) {
        var old = Installation.pod(scene.cluster()).getMetadata().getName();
        var peak = Anatomy.peak(scene, Cluster.SYSTEM, old, "operator");
        scene.findings().check("operator: most memory", peak > 0 && peak < LIMIT_MIB, peak + " MiB");
        try (var last = new LastWords(scene.cluster(), Cluster.SYSTEM, Installation.SELECTOR)) {
            scene.cluster().kubectl("-n", Cluster.SYSTEM, "delete", "pod", old, "--wait=false");
            var took = Wait.untilTrue("the end of the old operator", Scene.PATIENCE, () -> gone(scene, old));
            scene.findings()
                    .check("operator: ends when it is told to", took.compareTo(Scene.GRACE) < 0, Wait.seconds(took));
            scene.findings().check("operator: how it ended", "exit 143.*", last.said());
        }
        var young = Installation.pod(scene.cluster()).getMetadata().getName();
        Wait.untilTrue("the lease in new hands", Scene.PATIENCE, () -> young.equals(leader(scene)));
    }

    private static boolean gone(Scene scene, String pod) {
        return scene.cluster()
                        .client()
                        .pods()
                        .inNamespace(Cluster.SYSTEM)
                        .withName(pod)
                        .get()
                == null;
    }

    private static String leader(Scene scene) {
        return scene.cluster().client().leases().inNamespace(Cluster.SYSTEM).list().getItems().stream()
                .map(lease -> lease.getSpec().getHolderIdentity())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }
}
