package io.pgbelay.pgclient;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgbelay.contract.Failure;
import io.pgbelay.rig.Servers;
import io.pgbelay.rig.Sidecar;
import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The shared folder, with the loop of the container on its other side. */
@Timeout(60)
class ToolRunTest {
    private Sidecar sidecar;
    private ClientTool tools;

    @BeforeEach
    void start() throws IOException {
        var folder = Servers.household().folder(Servers.fresh("tools-"));
        sidecar = Sidecar.start(folder);
        tools = new ClientTool(folder);
    }

    @AfterEach
    void stop() {
        sidecar.kill();
    }

    @Test
    void argumentsArriveAsTheyAre() throws Exception {
        var hostile = List.of("printf", "%s|", "$(touch x) 'a\" b", "", "ü\n", "*");
        try (var run = tools.start(hostile)) {
            assertThat(new String(run.stdout().readAllBytes(), UTF_8)).isEqualTo("$(touch x) 'a\" b||ü\n|*|");
            assertThat(run.exit().good()).isTrue();
        }
    }

    @Test
    void exitCodeAndLastWordsComeBack() throws Exception {
        try (var run = tools.start(List.of("sh", "-c", "echo half; echo no more >&2; exit 7"))) {
            assertThat(new String(run.stdout().readAllBytes(), UTF_8)).isEqualTo("half\n");
            assertThat(run.exit()).isEqualTo(new ToolRun.Exit("sh", 7, "no more"));
        }
    }

    @Test
    void aToolThatDoesNotExistEndsToo() throws Exception {
        try (var run = tools.start(List.of("no-such-tool"))) {
            assertThat(run.stdout().readAllBytes()).isEmpty();
            assertThat(run.exit().code()).isEqualTo(127);
        }
    }

    @Test
    void whatIsFedComesOut() throws Exception {
        var bytes = "0123456789".repeat(100_000).getBytes(UTF_8);
        try (var run = tools.startFed(List.of("cat"))) {
            var feeding = Thread.ofVirtual().start(() -> {
                try (var stdin = run.stdin()) {
                    stdin.write(bytes);
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            assertThat(run.stdout().readAllBytes()).isEqualTo(bytes);
            feeding.join();
            assertThat(run.exit().good()).isTrue();
        }
    }

    @Test
    void aToolThatWantsNoMoreBreaksThePipe() throws Exception {
        try (var run = tools.startFed(List.of("sh", "-c", "head -c 10 >/dev/null; exit 3"));
                var stdin = run.stdin()) {
            assertThatThrownBy(() -> {
                        while (true) {
                            stdin.write(new byte[100_000]);
                        }
                    })
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Broken pipe");
            assertThat(run.stdout().readAllBytes()).isEmpty();
            assertThat(run.exit().code()).isEqualTo(3);
        }
    }

    @Test
    void closingWakesWhoeverReads() throws Exception {
        var run = tools.start(List.of("sleep", "100"));
        var reading = CompletableFuture.supplyAsync(() -> {
            try {
                return run.stdout().read();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        Thread.sleep(200);
        run.close();
        assertThatThrownBy(reading::get)
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseInstanceOf(AsynchronousCloseException.class);
    }

    @Test
    void severalRunsAtOnce() throws Exception {
        try (var first = tools.start(List.of("sh", "-c", "sleep 1; echo first"));
                var second = tools.start(List.of("echo", "second"))) {
            assertThat(new String(second.stdout().readAllBytes(), UTF_8)).isEqualTo("second\n");
            assertThat(second.exit().good()).isTrue();
            assertThat(new String(first.stdout().readAllBytes(), UTF_8)).isEqualTo("first\n");
        }
    }

    @Test
    void aDeadContainerIsToldFromAnEnd() throws Exception {
        try (var run = tools.start(List.of("sleep", "100"))) {
            sidecar.kill();
            assertThat(run.stdout().read()).isEqualTo(-1);
            assertThatThrownBy(run::exit).isInstanceOf(Failure.class).hasMessageContaining("without an exit code");
        }
    }
}
