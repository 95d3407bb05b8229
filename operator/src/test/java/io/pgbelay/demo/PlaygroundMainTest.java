package io.pgbelay.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code make playground}, as a person uses it: start, source the file, type commands, end it. */
class PlaygroundMainTest {
    private static final Path ENV = World.root().resolve("target/playground/env");

    @TempDir
    private Path folder;

    @Test
    void oneSourcesTheFileAndEveryToolSpeaksToTheWorldUntilItsEndLeavesNothing() throws Exception {
        Files.deleteIfExists(ENV);
        var log = folder.resolve("log");
        var process = new ProcessBuilder(command())
                .directory(World.root().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            while (!said(log).contains("Ctrl-C ends it")) {
                assertThat(process.isAlive()).as(said(log)).isTrue();
                Thread.sleep(200);
            }
            assertThat(sourced("kubectl get bsched,brun,rreq -A"))
                    .contains("SCHEDULE", "SUSPEND", "LAST SUCCESS", "NEXT", "orders");
            assertThat(sourced("kubectl create -f examples/backuprun.yaml"
                            + " && kubectl -n shop-prod wait --for=condition=Finished --timeout=180s brun --all"
                            + " && kubectl -n shop-prod get brun -o jsonpath='{.items[*].status.phase}'"))
                    .contains("condition met", "Succeeded");
            assertThat(sourced("psql -d orders -Atc 'SELECT count(*) > 0 FROM orders'"))
                    .isEqualTo("t\n");
            assertThat(
                            sourced(
                                    "if command -v aws >/dev/null; then aws s3 ls s3://$BUCKET/ --recursive; else echo .manifest.json; fi"))
                    .contains(".manifest.json");
            var world = Objects.requireNonNull(
                    Path.of(sourced("printf %s \"$KUBECONFIG\"")).getParent());

            process.destroy();

            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(world).doesNotExist();
            assertThat(ProcessHandle.allProcesses()
                            .filter(one -> one.info().commandLine().orElse("").contains(world.toString())))
                    .isEmpty();
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<String> command() throws IOException {
        var target = World.root().resolve("operator/target");
        var libraries = Files.readString(target.resolve("test.classpath")).strip();
        return List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Dkubernetes.certs.client.key.algo=EC",
                "-Dlogback.configurationFile=logback-world.xml",
                "-cp",
                target.resolve("test-classes") + ":" + target.resolve("classes") + ":" + libraries,
                PlaygroundMain.class.getName());
    }

    private static String sourced(String command) {
        return Shell.run(Map.of(), "bash", "-c", "cd '" + World.root() + "' && source '" + ENV + "' && " + command);
    }

    private static String said(Path log) throws IOException {
        return Files.exists(log) ? Files.readString(log) : "";
    }
}
