package io.pgbelay.playground.node;

import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.pgbelay.playground.process.Household;
import io.pgbelay.playground.process.Pause;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** What all Pods of the node share, and what is made of it for each. */
record Workshop(
        Household household, KubernetesClient client, Images images, URI apiServer, Map<String, Quantity> allocatable) {

    PodFolder folderOf(Pod pod) {
        return new PodFolder(household.folder("pods/" + pod.getMetadata().getUid()));
    }

    Volumes volumesOf(Pod pod, PodFolder folder) {
        VolumeFiles files = new VolumeFiles(sourcesOf(pod), new Downward(pod, allocatable), new Tokens(client));
        return new Volumes(pod, folder, files, claims());
    }

    ContainerProcess processesOf(Pod pod, Volumes volumes, PodFolder folder) {
        Map<String, String> given = Map.of(
                "KUBERNETES_SERVICE_HOST", apiServer.getHost(),
                "KUBERNETES_SERVICE_PORT", Integer.toString(apiServer.getPort()));
        return new ContainerProcess(
                household, images, given, sourcesOf(pod), new Downward(pod, allocatable), volumes, folder);
    }

    Claims claims() {
        return new Claims(client, Path.of(household.folder("volumes").toString()));
    }

    void remove(PodFolder folder) {
        household.remove(folder.path());
    }

    /** Deletes the object of a Pod that has ended, until it is heard. */
    void release(Pod pod) {
        while (!household.closed() && !tryRelease(pod)) {
            Pause.sleep(Duration.ofMillis(250));
        }
    }

    private boolean tryRelease(Pod pod) {
        String path = "/api/v1/namespaces/" + pod.getMetadata().getNamespace() + "/pods/"
                + pod.getMetadata().getName();
        DeleteOptions options = new DeleteOptionsBuilder()
                .withGracePeriodSeconds(0L)
                .withNewPreconditions()
                .withUid(pod.getMetadata().getUid())
                .endPreconditions()
                .build();
        try {
            client.raw(path, "DELETE", options);
            return true;
        } catch (KubernetesClientException e) {
            int code = e.getCode();
            return code == HttpURLConnection.HTTP_NOT_FOUND || code == HttpURLConnection.HTTP_CONFLICT;
        }
    }

    private Sources sourcesOf(Pod pod) {
        return new Sources(client, pod.getMetadata().getNamespace());
    }
}
