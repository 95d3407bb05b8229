package io.pgbelay.demo;

import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the chart gives the operator besides its Deployment: service account, RBAC, policies.
 *
 * <p>Rendered by a process of its own: Helm's library is written in Go, whose runtime takes the signals of the whole
 * process for itself, so that Ctrl-C and SIGTERM would never reach a JVM that has once rendered a chart.
 */
public final class Chart {
    private Chart() {}

    /** Renders the chart for all namespaces, without Deployment, Service and CRDs. */
    public static String render(Path root, String namespace) {
        try {
            var file = Files.createTempFile("chart", ".yaml");
            Shell.run(
                    Map.of(),
                    Path.of(System.getProperty("java.home"), "bin/java").toString(),
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Chart.class.getName(),
                    root.resolve("helm/pgbelay").toString(),
                    namespace,
                    file.toString());
            var all = Files.readString(file);
            Files.delete(file);
            return withoutWorkload(all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Arguments: the chart, the namespace, the file to write. */
    public static void main(String[] args) throws IOException {
        var all = new Helm(Path.of(args[0]))
                .template()
                .withName("pgbelay")
                .withNamespace(args[1])
                .withKubeVersion("1.34.0")
                .set("clusterWide", "true")
                .call();
        Files.writeString(Path.of(args[2]), all);
    }

    private static String withoutWorkload(String all) {
        return Arrays.stream(all.split("(?m)^---\\s*$", -1))
                .filter(document -> !document.isBlank())
                .filter(document ->
                        !document.matches("(?s).*\\nkind: (Deployment|Service|CustomResourceDefinition)\\n.*"))
                .collect(Collectors.joining("\n---\n"));
    }
}
