package io.pgbelay.house;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.pgbelay.demo.Shell;
import io.pgbelay.playground.control.Binaries;
import io.pgbelay.playground.control.ControlPlane;
import io.pgbelay.playground.control.Kubeconfig;
import io.pgbelay.playground.control.People;
import io.pgbelay.playground.process.Household;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/**
 * A real control plane with our CRDs and the chart's rights and policies in it, one for all tests of this JVM. It ends
 * with the JVM.
 */
final class ApiServer {
    /** The operator's service account, as the chart names it. */
    static final String OPERATOR = "system:serviceaccount:" + Chart.NAMESPACE + ":rel-pgbelay";

    /** Who has all rights, as {@code kubectl auth whoami} says. */
    static final String ADMIN = "admin";

    private static final AtomicInteger NAMESPACES = new AtomicInteger();

    private final Map<String, Path> kubeconfigs = new ConcurrentHashMap<>();
    private final Household household;
    private final ControlPlane plane;

    private ApiServer(Household household, ControlPlane plane) {
        this.household = household;
        this.plane = plane;
    }

    /** The one; started when first asked for. */
    static ApiServer running() {
        return Holder.ONE;
    }

    Path kubeconfig() {
        return plane.kubeconfig();
    }

    KubernetesClient client() {
        return plane.client();
    }

    /** A namespace of the caller's own. */
    String namespace() {
        var name = "house-" + NAMESPACES.incrementAndGet();
        succeed("", "create", "namespace", name);
        return name;
    }

    /** Runs kubectl with all rights and this on its stdin. */
    Shell.Answer kubectl(String stdin, String... arguments) {
        var command = new ArrayList<>(List.of(plane.kubectl().toString()));
        command.addAll(List.of(arguments));
        var env = Map.of("KUBECONFIG", plane.kubeconfig().toString());
        return Shell.answer(env, stdin, command.toArray(String[]::new));
    }

    /**
     * Runs kubectl with the token of somebody.
     *
     * @param user one of {@link People#NAMES}, or a service account by its whole name
     */
    Shell.Answer kubectlAs(String user, String stdin, String... arguments) {
        var config = kubeconfigs.computeIfAbsent(user, this::kubeconfigOf);
        var command = new ArrayList<>(List.of(plane.kubectl().toString()));
        command.addAll(List.of(arguments));
        return Shell.answer(Map.of("KUBECONFIG", config.toString()), stdin, command.toArray(String[]::new));
    }

    private Path kubeconfigOf(String user) {
        var file = household.folder("users").resolve(user.replace(':', '-') + ".kubeconfig");
        return Kubeconfig.forToken(file, plane, People.NAMES.contains(user) ? plane.token(user) : machineToken(user));
    }

    private String machineToken(String user) {
        var words = user.split(":", -1);
        return succeed("", "create", "token", words[3], "-n", words[2]).strip();
    }

    /** Runs kubectl, which has to succeed. */
    String succeed(String stdin, String... arguments) {
        var answer = kubectl(stdin, arguments);
        if (answer.exit() != 0) {
            throw new AssertionError("kubectl " + String.join(" ", arguments) + "\n" + answer.text());
        }
        return answer.text();
    }

    /** Applies a resource without keeping it: all that the API server would say is said. */
    Shell.Answer tryApply(JsonNode resource, String namespace) {
        return kubectl(resource.toString(), "apply", "--dry-run=server", "-n", namespace, "-f", "-");
    }

    /** As a user does it; the operator's Pod waits for a node that never comes. */
    private void install() {
        Chart.install(plane.kubeconfig(), Map.of("clusterWide", "true"));
        succeed("", "wait", "--for=condition=Established", "--timeout=60s", "crd", "--all");
        awaitPolicies();
    }

    /** A policy holds a second or two after it was made. */
    private void awaitPolicies() {
        succeed("", "create", "clusterrole", "nobody", "--verb=create,get,patch", "--resource=*.pgbelay.io");
        succeed("", "create", "clusterrolebinding", "nobody", "--clusterrole=nobody", "--user=nobody");
        for (var file : List.of("backupschedule.yaml", "restorerequest.yaml", "environment.yaml", "promotion.yaml")) {
            var yaml = Repository.read(Repository.ROOT.resolve("examples").resolve(file))
                    .replace("shop-prod", "default");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> kubectl(yaml, "create", "--dry-run=server", "--as=nobody", "-f", "-")
                            .text()
                            .contains("ValidatingAdmissionPolicy"));
        }
    }

    private static ApiServer start() {
        var household = Household.open(Path.of(System.getProperty("java.io.tmpdir")));
        var binaries = Binaries.find(Binaries.wantedVersion(), System.out::println);
        var server = new ApiServer(household, ControlPlane.start(household, binaries, false));
        server.install();
        return server;
    }

    static JsonNode json(String text) {
        try {
            return JsonMapper.builder().build().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static final class Holder {
        static final ApiServer ONE = start();
    }
}
