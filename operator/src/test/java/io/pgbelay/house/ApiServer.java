package io.pgbelay.house;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.pgbelay.demo.Shell;
import io.pgbelay.playground.control.Binaries;
import io.pgbelay.playground.control.ControlPlane;
import io.pgbelay.playground.control.Kubeconfig;
import io.pgbelay.playground.process.Household;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    private final ControlPlane plane;

    private ApiServer(ControlPlane plane) {
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

    /** Runs kubectl as whoever this token is. */
    Shell.Answer kubectlWith(String token, String stdin, String... arguments) {
        try {
            var config = Kubeconfig.forToken(Files.createTempFile("somebody", ".kubeconfig"), plane, token);
            var command = new ArrayList<>(List.of(plane.kubectl().toString()));
            command.addAll(List.of(arguments));
            var answer = Shell.answer(Map.of("KUBECONFIG", config.toString()), stdin, command.toArray(String[]::new));
            Files.delete(config);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        var server = new ApiServer(ControlPlane.start(household, binaries, false));
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
