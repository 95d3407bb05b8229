package io.pgbelay.playground.node;

import io.fabric8.kubernetes.api.model.Binding;
import io.fabric8.kubernetes.api.model.BindingBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.pgbelay.playground.process.Household;
import io.pgbelay.playground.process.Pause;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The scheduler of a cluster with one node: every Pod that waits for a node gets this one, if it fits. */
final class Binder {

    private static final Duration RETRY = Duration.ofMillis(250);

    private final Household household;
    private final KubernetesClient client;
    private final Fit fit;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    Binder(Household household, KubernetesClient client, Fit fit) {
        this.household = household;
        this.client = client;
        this.fit = fit;
    }

    void consider(Pod pod) {
        boolean gated = pod.getSpec().getSchedulingGates() != null
                && !pod.getSpec().getSchedulingGates().isEmpty();
        boolean leaving = pod.getMetadata().getDeletionTimestamp() != null;
        if (!gated && !leaving && underWay.add(pod.getMetadata().getUid())) {
            Thread.ofVirtual().name("bind-" + pod.getMetadata().getName()).start(() -> place(pod));
        }
    }

    /** A Pod that does not fit is told so once, and never fits later: neither the node nor its wishes change. */
    private void place(Pod pod) {
        fit.obstacle(pod).ifPresentOrElse(why -> refuse(pod, why), () -> bind(pod));
    }

    private void refuse(Pod pod, String why) {
        Pod patch = new PodBuilder()
                .withNewStatus()
                .addNewCondition()
                .withType("PodScheduled")
                .withStatus("False")
                .withReason("Unschedulable")
                .withMessage(why)
                .withLastTransitionTime(Timestamps.now())
                .endCondition()
                .endStatus()
                .build();
        until(() -> client.pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .subresource("status")
                .patch(PatchContext.of(PatchType.STRATEGIC_MERGE), Serialization.asJson(patch)));
        new PodEvents(client, pod).warn("FailedScheduling", why);
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
        String path = "/api/v1/namespaces/" + pod.getMetadata().getNamespace() + "/pods/"
                + pod.getMetadata().getName() + "/binding";
        until(() -> client.raw(path, "POST", binding));
        underWay.remove(pod.getMetadata().getUid());
    }

    /** Until it is heard, or there is nothing more to do: the Pod is gone, or somebody else has bound it. */
    private void until(Runnable request) {
        while (!household.closed() && !heard(request)) {
            Pause.sleep(RETRY);
        }
    }

    private static boolean heard(Runnable request) {
        try {
            request.run();
            return true;
        } catch (KubernetesClientException e) {
            int code = e.getCode();
            return code == HttpURLConnection.HTTP_NOT_FOUND || code == HttpURLConnection.HTTP_CONFLICT;
        }
    }
}
