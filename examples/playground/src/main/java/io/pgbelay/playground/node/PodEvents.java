package io.pgbelay.playground.node;

import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.HashSet;
import java.util.Set;

/** The node's Events about one Pod; the same words are said once. */
final class PodEvents {

    private final KubernetesClient client;
    private final Pod pod;
    private final Set<String> said = new HashSet<>();

    PodEvents(KubernetesClient client, Pod pod) {
        this.client = client;
        this.pod = pod;
    }

    void warn(String reason, String message) {
        if (!said.add(reason + message)) {
            return;
        }
        String now = Timestamps.now();
        try {
            client.v1()
                    .events()
                    .inNamespace(pod.getMetadata().getNamespace())
                    .resource(new EventBuilder()
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
                            .build())
                    .create();
        } catch (KubernetesClientException e) {
            said.remove(reason + message); // nobody heard it: next time again
        }
    }
}
