package io.pgbelay.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.pgbelay.contract.Json;
import io.pgbelay.contract.ProgressLine;
import io.pgbelay.kube.Times;
import java.time.Duration;
import java.util.function.Supplier;

/** Waits for something and shows meanwhile how far the bytes of a mover are. */
final class Follow {
    private final World world;
    private final Story story;
    private String last = "";

    Follow(World world, Story story) {
        this.world = world;
        this.story = story;
    }

    /**
     * Waits until something is there.
     *
     * @param label {@code key=value} of the Pods whose progress is shown
     * @throws IllegalStateException when it took longer than this
     */
    <T> T until(Supplier<java.util.Optional<T>> found, String namespace, String label, Duration patience) {
        var end = System.nanoTime() + patience.toNanos();
        while (true) {
            var result = found.get();
            if (result.isPresent()) {
                return result.get();
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException("waited for " + patience + " in vain");
            }
            world.client()
                    .pods()
                    .inNamespace(namespace)
                    .withLabel(label)
                    .list()
                    .getItems()
                    .forEach(this::show);
            sleep();
        }
    }

    private void show(Pod pod) {
        try {
            world.client()
                    .pods()
                    .resource(pod)
                    .inContainer("mover")
                    .tailingLines(1)
                    .getLog()
                    .lines()
                    .filter(line -> line.startsWith("{\"progress\""))
                    .forEach(this::line);
        } catch (KubernetesClientException e) {
            // The container has not started yet, or its Pod is gone: there is nothing to show.
            last = "";
        }
    }

    private void line(String json) {
        try {
            var line = Json.MAPPER.readValue(json, ProgressLine.class);
            var text = Times.size(line.bytes());
            if (!text.equals(last)) {
                story.progress(text + " of the dump have passed");
                last = text;
            }
        } catch (JsonProcessingException e) {
            last = "";
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(250);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
