package io.pgbelay.playground.node;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The node's Events about one Pod, warnings all of them; the same words are said once. */
final class PodEvents {

    private final KubernetesClient client;
    private final Pod pod;
    private final Set<String> said = ConcurrentHashMap.newKeySet();

    PodEvents(KubernetesClient client, Pod pod) {
        this.client = client;
        this.pod = pod;
    }

    void warn(String reason, String message) {
        if (!said.add(reason + message)) {
            return;
        }
        try {
            client.v1()
                    .events()
                    .inNamespace(pod.getMetadata().getNamespace())
                    .resource(event(reason, message))
                    .create();
        } catch (KubernetesClientException e) {
            said.remove(reason + message); // nobody heard it: next time again
        }
    }

    private Event event(String reason, String message) {
        String now = Timestamps.now();
        return new EventBuilder()
                .withNewMetadata()
                .withGenerateName(pod.getMetadata().getName() + ".")
                .withNamespace(pod.getMetadata().getNamespace())
                .endMetadata()
                .withType("Warning")
                .withReason(reason)
                .withMessage(message)
                .withFirstTimestamp(now)
                .withLastTimestamp(now)
                .withCount(1)
                .withNewSource()
                .withComponent("kubelet")
                .withHost(Node.NAME)
                .endSource()
                .withNewInvolvedObject()
                .withApiVersion("v1")
                .withKind("Pod")
                .withNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .withUid(pod.getMetadata().getUid())
                .endInvolvedObject()
                .build();
    }
}
