package io.pgbelay.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * {@code /healthz}: the process lives. {@code /readyz}: it acts, or 503 with what keeps it. {@code /healthz/backups}: all
 * backups are fresh, or 503 with the overdue ones. {@code /metrics}: for Prometheus.
 */
final class HealthServer {
    private static final int UNAVAILABLE = 503;

    private final HttpServer server;
    private final AtomicReference<String> trouble = new AtomicReference<>("starting");
    private final AtomicReference<BooleanSupplier> ready = new AtomicReference<>(() -> false);
    private final AtomicReference<Supplier<List<String>>> overdue = new AtomicReference<>(List::of);
    private final AtomicReference<Supplier<String>> page = new AtomicReference<>(() -> "");

    private HealthServer(HttpServer server) {
        this.server = server;
    }

    /** Listens on a port; 0 takes a free one. */
    static HealthServer start(int port) {
        try {
            var health = new HealthServer(HttpServer.create(new InetSocketAddress(port), 0));
            health.server.createContext("/healthz", exchange -> answer(exchange, HttpURLConnection.HTTP_OK, "ok"));
            health.server.createContext("/readyz", health::readiness);
            health.server.createContext("/healthz/backups", health::freshness);
            health.server.createContext("/metrics", health::metrics);
            health.server.start();
            return health;
        } catch (IOException e) {
            throw new UncheckedIOException("Tried to listen on port " + port + " but failed", e);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** What keeps the operator from acting, in a sentence. */
    void trouble(String sentence) {
        trouble.set(sentence);
    }

    /** From now on readiness is asked of this. */
    void ready(BooleanSupplier check) {
        trouble.set("an informer has lost its watch");
        ready.set(check);
    }

    /** From now on these are asked. */
    void show(Supplier<List<String>> overdueBackups, Supplier<String> metricsPage) {
        overdue.set(overdueBackups);
        page.set(metricsPage);
    }

    private void freshness(HttpExchange exchange) throws IOException {
        var late = overdue.get().get();
        if (late.isEmpty()) {
            answer(exchange, HttpURLConnection.HTTP_OK, "ok");
        } else {
            answer(exchange, UNAVAILABLE, String.join("\n", late));
        }
    }

    private void metrics(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
        answer(exchange, HttpURLConnection.HTTP_OK, page.get().get().stripTrailing());
    }

    private void readiness(HttpExchange exchange) throws IOException {
        if (ready.get().getAsBoolean()) {
            answer(exchange, HttpURLConnection.HTTP_OK, "ok");
        } else {
            answer(exchange, UNAVAILABLE, trouble.get());
        }
    }

    private static void answer(HttpExchange exchange, int code, String text) throws IOException {
        var body = (text + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(code, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
