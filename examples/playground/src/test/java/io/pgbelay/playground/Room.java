package io.pgbelay.playground;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;

/** A namespace for one test, with the means to put things into it and to wait for what becomes of them. */
public final class Room {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Playground playground;
    private final String namespace;

    private Room(Playground playground, String namespace) {
        this.playground = playground;
        this.namespace = namespace;
    }

    static Room enter(Playground playground) {
        Room room = new Room(playground, "room-" + COUNT.incrementAndGet());
        KubernetesClient client = playground.controlPlane().client();
        GenericKubernetesResource namespace = new GenericKubernetesResource();
        namespace.setApiVersion("v1");
        namespace.setKind("Namespace");
        namespace.setMetadata(new ObjectMetaBuilder().withName(room.namespace).build());
        client.resource(namespace).create();
        patiently()
                .until(() -> client.serviceAccounts()
                                .inNamespace(room.namespace)
                                .withName("default")
                                .get()
                        != null);
        return room;
    }

    void leave() {
        client().namespaces().withName(namespace).delete();
    }

    public Playground playground() {
        return playground;
    }

    public String namespace() {
        return namespace;
    }

    public KubernetesClient client() {
        return playground.controlPlane().client();
    }

    /** A limit that only a hang meets. */
    public static ConditionFactory patiently() {
        return await().pollInterval(Duration.ofMillis(20)).atMost(Duration.ofMinutes(3));
    }

    /** Creates what the YAML says, in this namespace. */
    public HasMetadata create(String yaml) {
        HasMetadata thing = Serialization.unmarshal("---\n" + yaml, HasMetadata.class);
        return client().resource(thing).inNamespace(namespace).create();
    }

    /** Creates a Pod named {@code p} from its spec in YAML. */
    public Pod run(String spec) {
        return (Pod)
                create("apiVersion: v1\nkind: Pod\nmetadata: {name: p, labels: {app: it}}\nspec:\n" + spec.indent(2));
    }

    public Pod pod() {
        return pod("p");
    }

    public Pod pod(String name) {
        return client().pods().inNamespace(namespace).withName(name).get();
    }

    public Pod awaitPod(Predicate<Pod> state) {
        return awaitPod("p", state);
    }

    public Pod awaitPod(String name, Predicate<Pod> state) {
        return patiently().until(() -> pod(name), pod -> pod != null && pod.getStatus() != null && state.test(pod));
    }

    public Pod awaitPhase(String phase) {
        return awaitPod(pod -> phase.equals(pod.getStatus().getPhase()));
    }

    /** The reason for which the container waits, when it is this one. */
    public Pod awaitWaiting(String container, String reason) {
        return awaitPod(pod -> statuses(pod)
                .anyMatch(status -> status.getName().equals(container)
                        && status.getState().getWaiting() != null
                        && reason.equals(status.getState().getWaiting().getReason())));
    }

    public static ContainerState state(Pod pod, String container) {
        return statuses(pod)
                .filter(status -> status.getName().equals(container))
                .findFirst()
                .orElseThrow()
                .getState();
    }

    public static Stream<ContainerStatus> statuses(Pod pod) {
        return Stream.concat(
                pod.getStatus().getInitContainerStatuses().stream(), pod.getStatus().getContainerStatuses().stream());
    }

    /** Runs the real kubectl; its output, errors among it. */
    public String kubectl(String... words) {
        try {
            Path output = Files.createTempFile("kubectl", ".out");
            Process process = startKubectl(output, words);
            process.waitFor();
            String said = Files.readString(output);
            Files.delete(output);
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same without waiting for its end. */
    public Process startKubectl(Path output, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                playground.controlPlane().kubectl().toString(),
                "--kubeconfig",
                playground.controlPlane().kubeconfig().toString(),
                "--namespace",
                namespace));
        command.addAll(List.of(words));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    /** Whether a process of this machine has the words in its command line. */
    public static boolean runs(String words) {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .map(entry -> entry.resolve("cmdline"))
                    .anyMatch(file -> commandLine(file).contains(words));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String commandLine(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).replace('\0', ' ');
        } catch (IOException e) {
            return "";
        }
    }
}
