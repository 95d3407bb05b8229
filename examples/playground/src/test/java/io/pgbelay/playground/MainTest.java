package io.pgbelay.playground;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The command, as a process of its own. */
@ExtendWith(World.class)
class MainTest {

    @TempDir
    Path folder;

    /** As root, Postgres runs as another user, who must get through. */
    @BeforeEach
    void open() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    }

    @Test
    void neitherKillNorTermLeavesAnything() throws Exception {
        Process killed = start();
        Path killedState = awaitState();
        shell("kubectl run x --image=busybox --command -- sh -c 'sleep 6136 & sleep 6136';"
                + " kubectl wait --for=condition=Ready --timeout=180s pod/x");
        killed.destroyForcibly();
        killed.waitFor();

        Process main = start();
        Room.patiently().until(() -> !Files.exists(killedState));
        Path state = awaitState();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("env"))))
                .isEqualTo("rw-------");
        assertThat(shell("kubectl get nodes -o name; psql -Atc 'select 1' postgres;"
                        + " kubectl run x --image=busybox --command -- sleep 6135;"
                        + " kubectl wait --for=condition=Ready --timeout=180s pod/x; echo $BUCKET"))
                .isEqualTo("node/laptop\n1\npod/x created\npod/x condition met\nmine\n");
        main.destroy();
        assertThat(main.waitFor()).isEqualTo(143);
        assertThat(folder.resolve("env")).doesNotExist();
        assertThat(state).doesNotExist();
        for (String trace : List.of(state.toString(), killedState.toString(), "sleep 6135", "sleep 6136")) {
            assertThat(Room.runs(trace)).as(trace).isFalse();
        }
    }

    @Test
    void termDuringTheStartLeavesNothing() throws Exception {
        Process main = start();
        Room.patiently()
                .until(() -> stateDirectory().isPresent()
                        && Room.runs(stateDirectory().orElseThrow() + "/pki/apiserver.key"));
        Path state = stateDirectory().orElseThrow();
        main.destroy();
        assertThat(main.waitFor()).isEqualTo(143);
        assertThat(state).doesNotExist();
        assertThat(Room.runs(state.toString())).isFalse();
    }

    @Test
    void sideBySide(Playground other) {
        Playground.Options options =
                Playground.Options.defaults().withStateDirectory(folder).withAuditLog();
        try (Playground one = Playground.start(options)) {
            assertThat(one.controlPlane().url())
                    .isNotEqualTo(other.controlPlane().url());
            one.controlPlane()
                    .client()
                    .resource("---\n{apiVersion: v1, kind: Namespace, metadata: {name: only-one}}")
                    .create();
            assertThat(other.controlPlane()
                            .client()
                            .namespaces()
                            .withName("only-one")
                            .get())
                    .isNull();
            assertThat(one.controlPlane().auditLog().orElseThrow()).content().contains("only-one");
        }
        assertThat(other.controlPlane().client().nodes().withName("laptop").get())
                .isNotNull();
        assertThat(other.postgres().psql("postgres", "select 3")).isEqualTo("3\n");
    }

    @Test
    void wordsThatItDoesNotKnow() throws Exception {
        Process main = java("--nonsense");
        assertThat(main.waitFor()).isEqualTo(2);
        assertThat(folder.resolve("out")).content().contains("unknown option --nonsense");
    }

    private Process start() throws IOException {
        return java("--state", folder.toString(), "--env", folder.resolve("env").toString(), "--bucket", "mine");
    }

    private Process java(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(words));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
    }

    private Path awaitState() throws IOException {
        Room.patiently()
                .failFast(() -> Files.readString(folder.resolve("out")).contains("Exception"))
                .until(() -> Files.readString(folder.resolve("out")).contains("Ctrl-C ends it."));
        return stateDirectory().orElseThrow();
    }

    private Optional<Path> stateDirectory() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith("playground-"))
                    .findFirst();
        }
    }

    private String shell(String script) throws Exception {
        Path output = folder.resolve("shell");
        Process shell = new ProcessBuilder("sh", "-c", ". " + folder.resolve("env") + "; " + script)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        shell.waitFor();
        return Files.readString(output);
    }
}
