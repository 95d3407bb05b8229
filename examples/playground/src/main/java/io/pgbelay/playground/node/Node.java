package io.pgbelay.playground.node;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.pgbelay.playground.control.ControlPlane;
import io.pgbelay.playground.control.Identity;
import io.pgbelay.playground.process.Household;
import io.pgbelay.playground.process.Owned;
import io.pgbelay.playground.process.SideBySide;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The one node of a playground: it takes every Pod and runs its containers as processes of this machine. */
public final class Node implements AutoCloseable {

    /** The Node object's name. */
    public static final String NAME = "laptop";

    static final String ADDRESS = "127.0.0.1";

    private final KubernetesClient client;
    private final Workshop workshop;
    private final Binder binder;
    private final LogServer logServer;
    private final Heartbeat heartbeat;
    private final Map<String, PodRunner> pods = new ConcurrentHashMap<>();
    private final SharedIndexInformer<Pod> informer;
    private final SharedIndexInformer<PersistentVolume> volumes;

    private Node(Household household, ControlPlane plane, Images images) {
        // Masters, because it is a scheduler and a volume provisioner too, not only a kubelet.
        client = new KubernetesClientBuilder()
                .withConfig(plane.config(plane.issue("CN=playground-node,O=system:masters", List.of()))
                        // The node tries again by itself, and sooner than the client would.
                        .withRequestRetryBackoffLimit(0)
                        .withWatchReconnectInterval(250)
                        .build())
                .build();
        Map<String, Quantity> machine = Heartbeat.machine();
        workshop = new Workshop(household, client, images, URI.create(plane.url()), machine);
        binder = new Binder(household, client, new Fit(Heartbeat.labels(), machine));
        Identity serving = plane.issue("CN=system:node:" + NAME + ",O=system:nodes", List.of(ADDRESS));
        logServer = LogServer.start(serving.tls(), this::log);
        heartbeat = new Heartbeat(client, plane.binaries().version(), logServer.port(), machine);
        heartbeat.begin();
        informer = client.pods().inAnyNamespace().runnableInformer(0);
        informer.addEventHandler(new Watch());
        volumes = client.persistentVolumes().runnableInformer(0);
        volumes.addEventHandler(new Reclaimer(household, client));
    }

    public static Node start(Household household, ControlPlane plane, Images images) {
        Node node = new Node(household, plane, images);
        for (SharedIndexInformer<?> informer : List.of(node.informer, node.volumes)) {
            // Whatever goes wrong with the API server, it comes back.
            informer.exceptionHandler((started, failure) -> true);
            informer.start().toCompletableFuture().join();
        }
        return node;
    }

    /** The processes that run now, by {@code namespace/pod/container}. */
    public Map<String, Long> processes() {
        Map<String, Long> running = new TreeMap<>();
        pods.values()
                .forEach(runner -> runner.containers()
                        .forEach(container -> container
                                .process()
                                .ifPresent(
                                        process -> running.put(path(runner) + "/" + container.name(), process.pid()))));
        return running;
    }

    /** The process of a container, if it runs now. */
    public Optional<Long> pid(String namespace, String pod, String container) {
        return process(namespace, pod, container).map(Owned::pid);
    }

    /** Sends a signal (TERM, KILL, STOP, ...) to a container's first process, as its kernel or an operator would. */
    public void kill(String namespace, String pod, String container, String signal) {
        process(namespace, pod, container)
                .orElseThrow(() -> new IllegalStateException(
                        "container %s of %s/%s does not run".formatted(container, namespace, pod)))
                .signal(signal);
    }

    private Optional<Owned> process(String namespace, String pod, String container) {
        return find(namespace, pod).stream()
                .flatMap(PodRunner::containers)
                .filter(run -> run.name().equals(container))
                .flatMap(run -> run.process().stream())
                .findFirst();
    }

    private Optional<PodRunner> find(String namespace, String pod) {
        return pods.values().stream()
                .filter(runner -> path(runner).equals(namespace + "/" + pod))
                .findFirst();
    }

    private Optional<ContainerLog> log(String namespace, String pod, String container, boolean previous) {
        Optional<PodRunner> runner = find(namespace, pod);
        return runner.stream()
                .flatMap(PodRunner::containers)
                .filter(run -> run.name().equals(container))
                .flatMap(run -> run.log(previous).stream())
                .findFirst();
    }

    private static String path(PodRunner runner) {
        return runner.pod().getMetadata().getNamespace() + "/"
                + runner.pod().getMetadata().getName();
    }

    private void seen(Pod pod) {
        String uid = pod.getMetadata().getUid();
        if (pod.getSpec().getNodeName() == null) {
            binder.consider(pod);
        } else if (NAME.equals(pod.getSpec().getNodeName())) {
            pods.computeIfAbsent(uid, unknown -> {
                        PodRunner runner = new PodRunner(workshop, pod);
                        runner.begin();
                        return runner;
                    })
                    .update(pod);
        }
    }

    private void gone(Pod pod) {
        PodRunner runner = pods.remove(pod.getMetadata().getUid());
        if (runner != null) {
            runner.vanish();
        }
    }

    @Override
    public void close() {
        informer.stop();
        volumes.stop();
        heartbeat.close();
        SideBySide.forEach(pods.values(), PodRunner::abandon);
        logServer.close();
        client.close();
    }

    private final class Watch implements ResourceEventHandler<Pod> {
        @Override
        public void onAdd(Pod pod) {
            seen(pod);
        }

        @Override
        public void onUpdate(Pod before, Pod pod) {
            seen(pod);
        }

        @Override
        public void onDelete(Pod pod, boolean unknownFinalState) {
            gone(pod);
        }
    }
}
