package io.pgbelay.playground.node;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings a Pod's status to the API server, the newest only, until it is told. Conditions of others stay: it patches.
 */
final class PodStatusWriter {

    private static final Duration RETRY = Duration.ofMillis(250);

    private static final Set<String> FINAL = Set.of("Succeeded", "Failed");

    private final KubernetesClient client;
    private final Pod pod;
    private final Supplier<PodStatus> newest;
    private final Semaphore news = new Semaphore(0);
    private @Nullable PodStatus told;
    private volatile boolean gone;

    PodStatusWriter(KubernetesClient client, Pod pod, Supplier<PodStatus> newest) {
        this.client = client;
        this.pod = pod;
        this.newest = newest;
    }

    /** Nothing more is told. */
    void giveUp() {
        gone = true;
        news.release();
    }

    void changed() {
        news.release();
    }

    /** Writes until a final phase is told or the Pod is gone. */
    void run() throws InterruptedException {
        boolean last = false;
        while (!last && !gone) {
            news.acquire();
            news.drainPermits();
            PodStatus status = newest.get();
            last = gone || (tell(status) && FINAL.contains(status.getPhase()));
        }
    }

    private boolean tell(PodStatus status) throws InterruptedException {
        if (status.equals(told)) {
            return true;
        }
        try {
            patch(status);
            told = status;
            return true;
        } catch (KubernetesClientException e) {
            gone = gone
                    || e.getCode() == HttpURLConnection.HTTP_NOT_FOUND
                    || (e.getCode() == HttpURLConnection.HTTP_CONFLICT && replaced());
            news.release();
            Thread.sleep(RETRY);
            return false;
        }
    }

    /** A conflict may be about the uid, or only a matter of trying again. */
    private boolean replaced() {
        try {
            Pod present = client.pods()
                    .inNamespace(pod.getMetadata().getNamespace())
                    .withName(pod.getMetadata().getName())
                    .get();
            return present == null
                    || !present.getMetadata().getUid().equals(pod.getMetadata().getUid());
        } catch (KubernetesClientException e) {
            return false;
        }
    }

    private void patch(PodStatus status) {
        // The uid makes the patch fail when another Pod has taken the name.
        Pod patch = new PodBuilder()
                .withNewMetadata()
                .withUid(pod.getMetadata().getUid())
                .endMetadata()
                .withStatus(status)
                .build();
        client.pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .subresource("status")
                .patch(PatchContext.of(PatchType.STRATEGIC_MERGE), Serialization.asJson(patch));
    }
}
