package io.pgbelay.e2e;

import com.marcnuri.helm.Helm;
import io.pgbelay.demo.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The chart, installed by the helm that users have, or by the library of the same code where there is none. */
final class Release {
    private static final String NAME = "pgbelay";
    private static final int SECONDS = 120;

    private final Path chart;
    private final Settings settings;

    Release(Path root, Settings settings) {
        this.chart = root.resolve("helm/pgbelay");
        this.settings = settings;
    }

    /** Installs it and waits until all of it is ready; says by what. */
    String install(Path work) {
        var values = values(work.resolve("values.yaml"));
        if (helmIsThere()) {
            helm(
                    "install",
                    NAME,
                    chart.toString(),
                    "--values=" + values,
                    "--namespace=" + Cluster.SYSTEM,
                    "--wait",
                    "--timeout=" + SECONDS + "s");
            return "helm";
        }
        new Helm(chart)
                .install()
                .withName(NAME)
                .withNamespace(Cluster.SYSTEM)
                .withValuesFile(values)
                .waitReady()
                .withTimeout(SECONDS)
                .call();
        return "helm-java";
    }

    void uninstall() {
        if (helmIsThere()) {
            helm("uninstall", NAME, "--namespace=" + Cluster.SYSTEM, "--ignore-not-found", "--wait");
        } else {
            Helm.uninstall(NAME).withNamespace(Cluster.SYSTEM).ignoreNotFound().call();
        }
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
        var command = new ArrayList<>(List.of("helm"));
        command.addAll(List.of(words));
        Shell.run(Map.of(), command.toArray(String[]::new));
    }
}
