package io.pgbelay.e2e;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;

/** Says again and again that a story is being played here, so that no other one takes its things for leftovers. */
final class Presence {
    private static final String SEEN = Cluster.OURS + "-seen";
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private final Cluster cluster;
    private final Thread thread;

    private Presence(Cluster cluster) {
        this.cluster = cluster;
        this.thread = Thread.ofVirtual().unstarted(this::repeat);
    }

    static Presence begin(Cluster cluster) {
        var presence = new Presence(cluster);
        presence.thread.start();
        return presence;
    }

    /** Whether somebody was heard of in this namespace not long ago. */
    static boolean in(Namespace namespace) {
        var annotations = namespace.getMetadata().getAnnotations();
        var seen = annotations == null ? null : annotations.get(SEEN);
        var last = seen == null ? namespace.getMetadata().getCreationTimestamp() : seen;
        return Instant.parse(last).plus(SILENCE).isAfter(Instant.now());
    }

    private void repeat() {
        try {
            while (true) {
                say();
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void say() {
        try {
            cluster.client()
                    .namespaces()
                    .withName(Cluster.SYSTEM)
                    .edit(namespace -> new NamespaceBuilder(namespace)
                            .editMetadata()
                            .addToAnnotations(SEEN, Instant.now().toString())
                            .endMetadata()
                            .build());
        } catch (KubernetesClientException e) {
            // Said again in ten seconds; the namespace may be going.
            Thread.onSpinWait();
        }
    }

    void end() {
        thread.interrupt();
    }
}
