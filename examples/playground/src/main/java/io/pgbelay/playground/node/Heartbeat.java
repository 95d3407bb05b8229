package io.pgbelay.playground.node;

import com.sun.management.OperatingSystemMXBean;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.NodeConditionBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;

/** Keeps the node known and Ready: the Node object at the start, the Lease every ten seconds, as a kubelet does. */
final class Heartbeat implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final String LEASES = "kube-node-lease";

    private final KubernetesClient client;
    private final String version;
    private final int logPort;
    private final Map<String, Quantity> allocatable;
    private final Thread thread;

    Heartbeat(KubernetesClient client, String version, int logPort, Map<String, Quantity> allocatable) {
        this.client = client;
        this.version = version;
        this.logPort = logPort;
        this.allocatable = allocatable;
        this.thread = Thread.ofVirtual().name("heartbeat").unstarted(this::beat);
    }

    void begin() {
        register();
        thread.start();
    }

    private void register() {
        client.nodes().resource(node()).create();
        // A patch, not an update: the controllers write the new Node at the same time.
        client.nodes()
                .withName(Node.NAME)
                .subresource("status")
                .patch(PatchContext.of(PatchType.STRATEGIC_MERGE), Serialization.asJson(status()));
    }

    private io.fabric8.kubernetes.api.model.Node status() {
        return new NodeBuilder().withStatus(node().getStatus()).build();
    }

    private io.fabric8.kubernetes.api.model.Node node() {
        return new NodeBuilder()
                .withNewMetadata()
                .withName(Node.NAME)
                .withLabels(labels())
                .endMetadata()
                .withNewStatus()
                .withCapacity(allocatable)
                .withAllocatable(allocatable)
                .withConditions(ready())
                .addNewAddress(Node.ADDRESS, "InternalIP")
                .withNewDaemonEndpoints()
                .withNewKubeletEndpoint(logPort)
                .endDaemonEndpoints()
                .withNewNodeInfo()
                .withArchitecture(arch())
                .withOperatingSystem("linux")
                .withOsImage("local processes")
                .withKernelVersion(System.getProperty("os.version"))
                .withContainerRuntimeVersion("process://1")
                .withKubeletVersion("v" + version)
                .withKubeProxyVersion("")
                .withMachineID("")
                .withSystemUUID("")
                .withBootID("")
                .endNodeInfo()
                .endStatus()
                .build();
    }

    private static NodeCondition ready() {
        return new NodeConditionBuilder()
                .withType("Ready")
                .withStatus("True")
                .withReason("KubeletReady")
                .withMessage("Pods run as local processes")
                .withLastHeartbeatTime(Timestamps.now())
                .withLastTransitionTime(Timestamps.now())
                .build();
    }

    private void beat() {
        try {
            while (true) {
                Thread.sleep(renewed() ? INTERVAL : RETRY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean renewed() {
        Lease lease = new LeaseBuilder()
                .withNewMetadata()
                .withName(Node.NAME)
                .withNamespace(LEASES)
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity(Node.NAME)
                .withLeaseDurationSeconds(40)
                .withRenewTime(ZonedDateTime.now(ZoneOffset.UTC))
                .endSpec()
                .build();
        try {
            client.leases().inNamespace(LEASES).resource(lease).forceConflicts().serverSideApply();
            return true;
        } catch (KubernetesClientException e) {
            return false; // the API server is away
        }
    }

    private static String arch() {
        return "aarch64".equals(System.getProperty("os.arch")) ? "arm64" : "amd64";
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static Map<String, String> labels() {
        return Map.of("kubernetes.io/hostname", Node.NAME, "kubernetes.io/os", "linux", "kubernetes.io/arch", arch());
    }

    static Map<String, Quantity> machine() {
        return Map.of(
                "cpu", new Quantity(Integer.toString(Runtime.getRuntime().availableProcessors())),
                "memory", new Quantity(memoryKibibytes() + "Ki"),
                "ephemeral-storage", new Quantity("100Gi"),
                "pods", new Quantity("500"));
    }

    private static long memoryKibibytes() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return system.getTotalMemorySize() / 1024;
    }
}
