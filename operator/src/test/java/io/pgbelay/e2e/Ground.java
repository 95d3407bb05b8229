package io.pgbelay.e2e;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.pgbelay.demo.Shell;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The ground on which the story plays, and which it leaves as it found it: two namespaces that nobody else uses, and a
 * cluster without pgBelay.
 */
final class Ground {
    /** In the order in which they go: first those that make others. */
    private static final List<String> KINDS = List.of(
            "promotions.pgbelay.io",
            "environments.pgbelay.io",
            "backupschedules.pgbelay.io",
            "backupruns.pgbelay.io",
            "restorerequests.pgbelay.io");

    /** How long another story may go on. */
    private static final Duration OTHERS = Duration.ofMinutes(15);

    private final Cluster cluster;
    private final Release release;

    Ground(Cluster cluster, Release release) {
        this.cluster = cluster;
        this.release = release;
    }

    /**
     * Makes the namespaces. What an aborted story left is taken away first; one that is being played is waited for.
     *
     * @throws IllegalStateException where something is there that is not ours to take away
     */
    void claim() {
        Wait.untilTrue("the end of another story in this cluster", OTHERS, () -> !played());
        if (there(Cluster.SYSTEM).filter(Ground::ours).isPresent()) {
            leave();
        }
        var crds = cluster.kubectl("get", "crd", "-o", "name").lines().filter(one -> one.endsWith(".pgbelay.io"));
        if (there(Cluster.SYSTEM).isPresent() || crds.findAny().isPresent()) {
            throw new IllegalStateException("pgBelay is in this cluster already, and this test would take it away");
        }
        if (there(Cluster.SHOP).isPresent()) {
            throw new IllegalStateException("namespace " + Cluster.SHOP + " is somebody else's");
        }
        // The first is refused to whoever comes second.
        cluster.client().resource(namespace(Cluster.SYSTEM)).create();
        cluster.client().resource(namespace(Cluster.SHOP)).create();
    }

    private boolean played() {
        return there(Cluster.SYSTEM).filter(Ground::ours).filter(Presence::in).isPresent();
    }

    private Optional<Namespace> there(String namespace) {
        return Optional.ofNullable(
                cluster.client().namespaces().withName(namespace).get());
    }

    private static boolean ours(Namespace namespace) {
        return namespace.getMetadata().getLabels().containsKey(Cluster.OURS);
    }

    private static Namespace namespace(String name) {
        return new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(Map.of(Cluster.OURS, "true", "pod-security.kubernetes.io/enforce", "restricted"))
                .endMetadata()
                .build();
    }

    /** Takes all away; the operator's namespace last, because its label says that the rest is ours. */
    void leave() {
        requests();
        release.uninstall();
        delete(List.of("namespace", Cluster.SHOP));
        KINDS.forEach(kind -> cluster.tryKubectl("", "delete", "crd", kind, "--ignore-not-found", "--timeout=60s"));
        delete(List.of("namespace", Cluster.SYSTEM));
    }

    private void requests() {
        for (var kind : KINDS) {
            cluster.tryKubectl("", "-n", Cluster.SHOP, "delete", kind, "--all", "--ignore-not-found", "--timeout=60s");
        }
    }

    private Shell.Answer delete(List<String> what) {
        return cluster.tryKubectl(
                "", "delete", what.getFirst(), what.getLast(), "--ignore-not-found", "--timeout=120s");
    }

    /** What of ours is still there, by name; empty where all is gone. */
    String left() {
        var released = cluster.kubectl(
                "get",
                "clusterroles,clusterrolebindings,validatingadmissionpolicies,validatingadmissionpolicybindings",
                "-l",
                "app.kubernetes.io/instance=pgbelay",
                "-o",
                "name");
        var others = cluster.kubectl("get", "crd,namespaces", "-o", "name")
                .lines()
                .filter(one ->
                        one.endsWith(".pgbelay.io") || one.endsWith(Cluster.SHOP) || one.endsWith(Cluster.SYSTEM))
                .toList();
        return (released + String.join("\n", others)).strip();
    }
}
