package io.pgbelay.e2e;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Keeps how the container of a Pod ended, which is gone with the Pod. */
final class LastWords implements Watcher<Pod>, AutoCloseable {
    private final Watch watch;
    private volatile @Nullable ContainerStateTerminated last;

    @SuppressWarnings("this-escape")
    LastWords(Cluster cluster, String namespace, String selector) {
        watch = cluster.client()
                .pods()
                .inNamespace(namespace)
                .withLabelSelector(selector)
                .watch(this);
    }

    /** Exit code and termination message. */
    String said() {
        var end = last;
        return end == null ? "nobody saw it" : "exit " + end.getExitCode() + ": " + end.getMessage();
    }

    @Override
    public void eventReceived(Action action, Pod pod) {
        pod.getStatus().getContainerStatuses().stream()
                .map(ContainerStatus::getState)
                .filter(Objects::nonNull)
                .map(state -> state.getTerminated())
                .filter(Objects::nonNull)
                .forEach(end -> last = end);
    }

    @Override
    public void onClose(WatcherException cause) {
        // What was seen so far counts.
    }

    @Override
    public void close() {
        watch.close();
    }
}
