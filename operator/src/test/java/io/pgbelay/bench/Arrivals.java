package io.pgbelay.bench;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * When things were seen for the first time by somebody who watches: creation timestamps have whole seconds only.
 *
 * @param <T> what is watched
 */
final class Arrivals<T extends HasMetadata> implements Watcher<T>, AutoCloseable {
    private final Function<T, Optional<String>> key;
    private final Map<String, Instant> seen = new ConcurrentHashMap<>();
    private Watch watch = () -> {};

    private Arrivals(Function<T, Optional<String>> key) {
        this.key = key;
    }

    /**
     * Watches from now on.
     *
     * @param key what of it is looked for; empty where it is not that, or not yet
     */
    static <T extends HasMetadata> Arrivals<T> of(
            KubernetesClient client, Class<T> type, Function<T, Optional<String>> key) {
        var arrivals = new Arrivals<>(key);
        var all = client.resources(type).inAnyNamespace();
        var now = all.list(new ListOptionsBuilder().withLimit(1L).build())
                .getMetadata()
                .getResourceVersion();
        arrivals.watch =
                all.watch(new ListOptionsBuilder().withResourceVersion(now).build(), arrivals);
        return arrivals;
    }

    @Override
    public void eventReceived(Action action, T thing) {
        key.apply(thing).ifPresent(name -> seen.putIfAbsent(name, Instant.now()));
    }

    @Override
    public void onClose(WatcherException cause) {
        throw new IllegalStateException("the bench lost its watch", cause);
    }

    int count() {
        return seen.size();
    }

    /** Waits until so many were seen, or so long. */
    void await(int count, Duration patience) throws InterruptedException {
        var until = System.nanoTime() + patience.toNanos();
        while (seen.size() < count && System.nanoTime() < until) {
            Thread.sleep(100);
        }
    }

    /** How long after this instant each of them came. */
    List<Duration> since(Instant instant) {
        return seen.values().stream().map(at -> Duration.between(instant, at)).toList();
    }

    @Override
    public void close() {
        watch.close();
    }
}
