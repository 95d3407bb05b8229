package io.pgbelay.e2e;

import io.pgbelay.demo.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The chart, installed by the helm that users have, or by {@link HelmMain} where there is none. */
final class Release {
    private static final String NAME = "pgbelay";

    private final Path chart;
    private final Settings settings;

    Release(Path root, Settings settings) {
        this.chart = root.resolve("helm/pgbelay");
        this.settings = settings;
    }

    /** Installs it and waits until all of it is ready; says by what. */
    String install(Path work) {
        helm(
                "install",
                NAME,
                chart.toString(),
                "--namespace=" + Cluster.SYSTEM,
                "--values=" + values(work.resolve("values.yaml")),
                "--wait",
                "--timeout=120s");
        return helmIsThere() ? "helm" : "helm-java, for there is no helm in PATH";
    }

    void uninstall() {
        helm("uninstall", NAME, "--namespace=" + Cluster.SYSTEM, "--ignore-not-found");
    }

    /** What is wrong with a Pod is told after ten seconds here: nobody wants to wait a minute for each case. */
    private Path values(Path file) {
        var yaml = """
                image: {repository: %s, tag: "%s"}
                postgresImage: %s
                watchNamespaces: [%s]
                env: {PGBELAY_POD_START_GRACE_SECONDS: "10"}
                """.formatted(
                        settings.pgbelay().repository(),
                        settings.pgbelay().tag(),
                        settings.postgres().repository(),
                        Cluster.SHOP);
        try {
            return Files.writeString(file, yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean helmIsThere() {
        return Arrays.stream(System.getenv("PATH").split(":", -1))
                .map(folder -> Path.of(folder, "helm"))
                .anyMatch(file -> Files.isRegularFile(file) && Files.isExecutable(file));
    }

    private static void helm(String... words) {
        var command = new ArrayList<>(helmIsThere() ? List.of("helm") : standIn());
        command.addAll(List.of(words));
        Shell.run(Map.of(), command.toArray(String[]::new));
    }

    private static List<String> standIn() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                HelmMain.class.getName());
    }
}
