package io.pgbelay.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.HttpCheck;
import io.pgbelay.contract.Json;
import io.pgbelay.contract.Outcome;
import io.pgbelay.contract.PodEnv;
import io.pgbelay.contract.ProbeOrder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the worker finds out about URLs, of a server that answers as each test says. */
class ProbeTest {
    private final AtomicInteger asked = new AtomicInteger();
    private @Nullable HttpServer server;

    @TempDir
    private Path folder = Path.of("");

    @AfterEach
    void stop() {
        there().stop(0);
    }

    @Test
    void soManyGoodAnswersInARowAreEnough() throws IOException {
        serve(n -> n == 2 ? 500 : 200);
        assertThat(probe(new HttpCheck(url(), 200, 2, "2s"), 30, 0).succeeded()).isTrue();
        assertThat(asked).hasValue(4);
    }

    @Test
    void anotherStatusMayBeTheExpectedOne() throws IOException {
        serve(n -> 401);
        assertThat(probe(new HttpCheck(url(), 401, 1, "2s"), 30, 0).succeeded()).isTrue();
    }

    @Test
    void theLastTroubleIsToldWhenTimeIsUp() throws IOException {
        serve(n -> 503);
        var outcome = probe(new HttpCheck(url(), 200, 1, "2s"), 2, 0);
        assertThat(outcome.reason()).isEqualTo(FailureReason.VerificationFailed);
        assertThat(outcome.message()).contains("it answered 503, not 200");
    }

    @Test
    void oneWrongAnswerWhileItSoaksIsOneTooMany() throws IOException {
        serve(n -> n < 3 ? 200 : 500);
        var outcome = probe(new HttpCheck(url(), 200, 1, "2s"), 30, 30);
        assertThat(outcome.message()).contains("stopped answering as it should: it answered 500, not 200");
    }

    @Test
    void aRedirectIsNotFollowed() throws IOException {
        serve(n -> 302);
        assertThat(probe(new HttpCheck(url(), 200, 1, "2s"), 1, 0).message()).contains("it answered 302, not 200");
    }

    /** Headers come, the body never ends: nobody waits for it. */
    @Test
    void aBodyThatNeverEndsKeepsNobodyBusy() throws IOException {
        serve(n -> -200);
        assertThat(probe(new HttpCheck(url(), 200, 1, "2s"), 30, 0).succeeded()).isTrue();
    }

    @Test
    void nobodyThereIsAWrongAnswer() throws IOException {
        serve(n -> 200);
        var gone = url();
        there().stop(0);
        assertThat(probe(new HttpCheck(gone, 200, 1, "2s"), 1, 0).message()).contains("no answer");
    }

    private HttpServer there() {
        return Objects.requireNonNull(server);
    }

    private String url() {
        return "http://127.0.0.1:" + there().getAddress().getPort() + "/healthz";
    }

    private void serve(IntUnaryOperator status) throws IOException {
        var made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server = made;
        made.createContext("/", exchange -> {
            var answer = status.applyAsInt(asked.incrementAndGet());
            exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/");
            exchange.sendResponseHeaders(Math.abs(answer), answer < 0 ? 0 : -1);
            if (answer < 0) {
                exchange.getResponseBody().write('x');
                exchange.getResponseBody().flush();
            } else {
                exchange.close();
            }
        });
        made.start();
    }

    private Outcome probe(HttpCheck check, long deadline, long soak) throws IOException {
        var report = folder.resolve("report");
        var order = Json.MAPPER.writeValueAsString(new ProbeOrder(List.of(check), deadline, soak));
        Probe.run(Map.of(PodEnv.ORDER, order, PodEnv.TERMINATION_LOG, report.toString()));
        return Json.MAPPER.readValue(Files.readString(report), Outcome.class);
    }
}
