package io.pgbelay.playground.control;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.pgbelay.playground.process.Household;
import io.pgbelay.playground.process.Pause;
import io.pgbelay.playground.process.Ports;
import io.pgbelay.playground.process.SideBySide;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** etcd, kube-apiserver and kube-controller-manager of one playground. All state goes with it. */
public final class ControlPlane implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int STARTS = 3;

    private final Binaries binaries;
    private final Pki pki;
    private final Map<String, String> people = People.tokens();
    private final int port;
    private final Component etcd;
    private final Component apiServer;
    private final Component controllerManager;
    private final ReadyProbe ready;
    private final KubernetesClient client;
    private final Path kubeconfig;
    private final Optional<Path> auditLog;

    private ControlPlane(Household household, Binaries binaries, boolean audit) {
        this.binaries = binaries;
        this.port = Ports.free();
        this.pki = Pki.write(household.folder("pki"), url(), people);
        Flags flags = new Flags(household.directory(), pki.folder(), port, Ports.free(), Ports.free());
        this.etcd = new Component(household, binaries.etcd(), flags.etcd());
        this.apiServer = new Component(household, binaries.apiServer(), flags.apiServer(audit));
        this.controllerManager = new Component(household, binaries.controllerManager(), flags.controllerManager());
        // Both take a while: the client's classes are loaded meanwhile.
        etcd.start();
        apiServer.start();
        this.ready = new ReadyProbe(url(), pki.admin());
        this.client = new KubernetesClientBuilder()
                .withConfig(config(pki.admin()).build())
                .build();
        this.kubeconfig = Kubeconfig.forIdentity(household.directory().resolve("kubeconfig"), url(), pki.admin());
        this.auditLog = audit ? Optional.of(household.directory().resolve("audit.log")) : Optional.empty();
    }

    /**
     * Starts the three programs and waits until the API server is ready and namespaces get their service accounts.
     *
     * @param audit whether the API server writes each request into {@link #auditLog()}
     */
    public static ControlPlane start(Household household, Binaries binaries, boolean audit) {
        for (int attempt = 1; attempt < STARTS; attempt++) {
            try {
                return startOnce(household, binaries, audit);
            } catch (PortTaken e) {
                // Somebody was faster; other ports are tried.
            }
        }
        return startOnce(household, binaries, audit);
    }

    private static ControlPlane startOnce(Household household, Binaries binaries, boolean audit) {
        ControlPlane plane = new ControlPlane(household, binaries, audit);
        try {
            plane.begin();
            return plane;
        } catch (RuntimeException e) {
            plane.close();
            throw e;
        }
    }

    private void begin() {
        await("the API server", ready);
        controllerManager.start();
        await(
                "the default service account",
                () -> client.serviceAccounts()
                                .inNamespace("default")
                                .withName("default")
                                .get()
                        != null);
    }

    public String url() {
        return "https://127.0.0.1:" + port;
    }

    /** The administrator's kubeconfig. */
    public Path kubeconfig() {
        return kubeconfig;
    }

    /** The administrator's client: one for all who ask, closed with the control plane. */
    public KubernetesClient client() {
        return client;
    }

    public Path kubectl() {
        return binaries.kubectl();
    }

    public Binaries binaries() {
        return binaries;
    }

    /** The file with the certificate that signed the API server's. */
    public Path caCertificate() {
        return pki.folder().resolve("ca.crt");
    }

    /** One JSON event per request, if it was asked for. */
    public Optional<Path> auditLog() {
        return auditLog;
    }

    /** Somebody new for this control plane, signed by its authority. */
    public Identity issue(String subject, List<String> addresses) {
        return pki.certificates().issue(subject, addresses);
    }

    /** How somebody reaches the API server. */
    public ConfigBuilder config(Identity identity) {
        return new ConfigBuilder(Config.empty())
                .withMasterUrl(url())
                .withCaCertData(identity.authorityPem())
                .withClientCertData(identity.certificatePem())
                .withClientKeyData(identity.keyPem())
                .withClientKeyAlgo("EC");
    }

    /**
     * The token by which the API server knows somebody.
     *
     * @param name one of {@link People#NAMES}
     */
    public String token(String name) {
        return Optional.ofNullable(people.get(name)).orElseThrow(() -> new IllegalArgumentException(name));
    }

    /** Kills the API server. etcd and the controllers stay, as when a real one is restarted. */
    public void stopApiServer() {
        apiServer.kill();
    }

    /** Starts the API server on the same port as before and waits until it is ready. */
    public void startApiServer() {
        apiServer.start();
        await("the API server", ready);
    }

    public void restartApiServer() {
        stopApiServer();
        startApiServer();
    }

    String authorityPem() {
        return pki.admin().authorityPem();
    }

    private void await(String what, BooleanSupplier there) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!there.getAsBoolean()) {
            List.of(etcd, apiServer, controllerManager).stream()
                    .filter(Component::dead)
                    .findFirst()
                    .ifPresent(component -> {
                        throw death(component);
                    });
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException("waited in vain for " + what + ":\n" + apiServer.lastWords());
            }
            Pause.sleep(Duration.ofMillis(25));
        }
    }

    private static RuntimeException death(Component component) {
        String words = component.lastWords();
        return words.contains("address already in use")
                ? new PortTaken(component + ": " + words)
                : new IllegalStateException(component + " died:\n" + words);
    }

    @Override
    public void close() {
        client.close();
        SideBySide.forEach(List.of(controllerManager, apiServer, etcd), Component::kill);
    }

    /** Somebody took the port between our look and the program's start. */
    private static final class PortTaken extends IllegalStateException {
        PortTaken(String message) {
            super(message);
        }
    }
}
