package io.pgbelay.e2e;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.pgbelay.contract.Json;
import io.pgbelay.demo.Shell;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The cluster that kubectl speaks to. What is done is done by kubectl, as users do it; what is looked at is read by a
 * client that goes through {@code kubectl proxy}, so that it can log in wherever kubectl can.
 */
final class Cluster implements AutoCloseable {
    /** Namespace of the operator. */
    static final String SYSTEM = "pgbelay-system";

    /** Namespace of the application. */
    static final String SHOP = "pgbelay-e2e";

    /** Label of what this program made, and may take away. */
    static final String OURS = "pgbelay.io/e2e";

    private final Background proxy;
    private final KubernetesClient client;

    private Cluster(Background proxy, String url) {
        this.proxy = proxy;
        this.client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(io.fabric8.kubernetes.client.Config.empty())
                        .withMasterUrl(url)
                        .withHttp2Disable(true)
                        .build())
                .withKubernetesSerialization(new KubernetesSerialization(Json.MAPPER.copy(), true))
                .build();
    }

    static Cluster connect() {
        var proxy = Background.start("kubectl", "proxy", "--port=0");
        var port = proxy.says(Pattern.compile("127\\.0\\.0\\.1:(\\d+)")).group(1);
        return new Cluster(proxy, "http://127.0.0.1:" + port);
    }

    /** Its context and version. */
    String name() {
        return kubectl("config", "current-context").strip() + ", Kubernetes "
                + client.getKubernetesVersion().getGitVersion();
    }

    KubernetesClient client() {
        return client;
    }

    /** Runs kubectl, which has to succeed. */
    String kubectl(String... arguments) {
        var answer = tryKubectl("", arguments);
        if (answer.exit() != 0) {
            throw new IllegalStateException("kubectl " + String.join(" ", arguments) + "\n" + answer.text());
        }
        return answer.text();
    }

    /** Runs kubectl with this on its stdin. */
    Shell.Answer tryKubectl(String stdin, String... arguments) {
        return Shell.answer(Map.of(), stdin, words(arguments));
    }

    /** Runs kubectl until it is closed. */
    Background background(String... arguments) {
        return Background.start(words(arguments));
    }

    /** Applies YAML in the application's namespace. */
    void apply(String yaml) {
        var answer = tryKubectl(yaml, "-n", SHOP, "apply", "-f", "-");
        if (answer.exit() != 0) {
            throw new IllegalStateException("kubectl apply\n" + answer.text());
        }
    }

    /** Runs a command in a container of the application's namespace; stdout and stderr come together. */
    Shell.Answer exec(String pod, String container, String... command) {
        return execFed("", pod, container, command);
    }

    /** The same, with this on its stdin. */
    Shell.Answer execFed(String stdin, String pod, String container, String... command) {
        var words = new ArrayList<>(List.of("-n", SHOP, "exec", "-i", pod, "-c", container, "--"));
        words.addAll(List.of(command));
        return tryKubectl(stdin, words.toArray(String[]::new));
    }

    private static String[] words(String... arguments) {
        var words = new ArrayList<>(List.of("kubectl"));
        words.addAll(List.of(arguments));
        return words.toArray(String[]::new);
    }

    @Override
    public void close() {
        client.close();
        proxy.close();
    }
}
