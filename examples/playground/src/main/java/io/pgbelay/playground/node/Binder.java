package io.pgbelay.playground.node;

import io.fabric8.kubernetes.api.model.Binding;
import io.fabric8.kubernetes.api.model.BindingBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.pgbelay.playground.process.Pause;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The scheduler of a cluster with one node: every Pod that waits for a node gets this one. */
final class Binder {

    private static final Duration RETRY = Duration.ofMillis(250);

    private final KubernetesClient client;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    Binder(KubernetesClient client) {
        this.client = client;
    }

    void consider(Pod pod) {
        boolean gated = pod.getSpec().getSchedulingGates() != null
                && !pod.getSpec().getSchedulingGates().isEmpty();
        boolean leaving = pod.getMetadata().getDeletionTimestamp() != null;
        if (!gated && !leaving && underWay.add(pod.getMetadata().getUid())) {
            Thread.ofVirtual().name("bind-" + pod.getMetadata().getName()).start(() -> bind(pod));
        }
    }

    private void bind(Pod pod) {
        Binding binding = new BindingBuilder()
                .withNewMetadata()
                .withName(pod.getMetadata().getName())
                .withNamespace(pod.getMetadata().getNamespace())
                .withUid(pod.getMetadata().getUid())
                .endMetadata()
                .withNewTarget()
                .withApiVersion("v1")
                .withKind("Node")
                .withName(Node.NAME)
                .endTarget()
                .build();
        while (!bound(binding)) {
            Pause.sleep(RETRY);
        }
        underWay.remove(pod.getMetadata().getUid());
    }

    /** True when there is nothing more to do: it is bound, by us or by somebody else, or it is gone. */
    private boolean bound(Binding binding) {
        String path = "/api/v1/namespaces/" + binding.getMetadata().getNamespace() + "/pods/"
                + binding.getMetadata().getName() + "/binding";
        try {
            client.raw(path, "POST", binding);
            return true;
        } catch (KubernetesClientException e) {
            int code = e.getCode();
            return code == HttpURLConnection.HTTP_NOT_FOUND || code == HttpURLConnection.HTTP_CONFLICT;
        }
    }
}
