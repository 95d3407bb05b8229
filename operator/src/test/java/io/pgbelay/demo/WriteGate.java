package io.pgbelay.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pgbelay.playground.control.ControlPlane;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Stands between an operator and the API server, and lets somebody die at its writes: at the first of each deed before it
 * is passed on, so that the intent stands and the deed is not done, and at the second when it was, so that the deed is done
 * and nobody has heard of it.
 */
public final class WriteGate implements AutoCloseable {
    private static final Set<String> OURS = Set.of(
            "host",
            "connection",
            "content-length",
            "transfer-encoding",
            "upgrade",
            "expect",
            "http2-settings",
            "sec-websocket-key",
            "sec-websocket-version",
            "sec-websocket-protocol",
            "sec-websocket-extensions");

    private final HttpServer server;
    private final HttpClient client;
    private final String target;
    private final Naming deeds;
    private final Runnable kill;
    private final Map<String, Integer> writes = new ConcurrentHashMap<>();
    private final Queue<String> stopped = new ConcurrentLinkedQueue<>();

    /** Tells what is done by a write. */
    @FunctionalInterface
    public interface Naming {
        /**
         * What it is called; empty where it does not count.
         *
         * @param write method and path
         * @param body what is written
         */
        Optional<String> name(String write, String body);
    }

    private WriteGate(HttpServer server, HttpClient client, String target, Naming deeds, Runnable kill) {
        this.server = server;
        this.client = client;
        this.target = target;
        this.deeds = deeds;
        this.kill = kill;
    }

    /**
     * Opens it.
     *
     * @param deeds which writes count
     * @param kill ends whoever writes, at once
     */
    public static WriteGate before(ControlPlane plane, Naming deeds, Runnable kill)
            throws IOException, GeneralSecurityException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        // One connection for each watch: those of the dead go on for a while, and would fill the one of HTTP/2.
        var client = HttpClient.newBuilder()
                .sslContext(trusting(plane))
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        var gate = new WriteGate(server, client, plane.url().replaceFirst("/$", ""), deeds, kill);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", gate::pass);
        server.start();
        return gate;
    }

    private static SSLContext trusting(ControlPlane plane) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (var pem = Files.newInputStream(plane.caCertificate())) {
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /** Where the operator finds it. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The writes at which somebody died, in their order. */
    public List<String> stopped() {
        return List.copyOf(stopped);
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestHeaders().containsKey("Sec-WebSocket-Key")) {
                // Of this answer the client learns to watch by plain HTTP.
                exchange.sendResponseHeaders(200, -1);
                return;
            }
            var body = exchange.getRequestBody().readAllBytes();
            var request = request(exchange, body);
            var side = side(exchange, new String(body, StandardCharsets.UTF_8));
            if (side.isEmpty()) {
                answer(exchange, client.send(request, HttpResponse.BodyHandlers.ofInputStream()));
                return;
            }
            if (side.get().startsWith("after ")) {
                client.send(request, HttpResponse.BodyHandlers.discarding());
            }
            stopped.add(side.get());
            kill.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Where somebody is to die, and of what. */
    private Optional<String> side(HttpExchange exchange, String body) {
        var write = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        return deeds.name(write, body).flatMap(deed -> switch (writes.merge(deed, 1, Integer::sum)) {
            case 1 -> Optional.of("before " + deed);
            case 2 -> Optional.of("after " + deed);
            default -> Optional.empty();
        });
    }

    private HttpRequest request(HttpExchange exchange, byte[] body) {
        var builder = HttpRequest.newBuilder(URI.create(target + exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OURS.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> builder.header(name, value));
            }
        });
        return builder.build();
    }

    /** What is watched comes in pieces, and each goes on at once. */
    private static void answer(HttpExchange exchange, HttpResponse<InputStream> response) throws IOException {
        response.headers().map().forEach((name, values) -> {
            if (!OURS.contains(name) && !name.startsWith(":")) {
                values.forEach(value -> exchange.getResponseHeaders().add(name, value));
            }
        });
        exchange.sendResponseHeaders(response.statusCode(), 0);
        try (var body = response.body();
                var out = exchange.getResponseBody()) {
            pump(body, out);
        }
    }

    private static void pump(InputStream body, OutputStream out) throws IOException {
        var buffer = new byte[16 * 1024];
        for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
            out.write(buffer, 0, count);
            out.flush();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        client.shutdownNow();
    }
}
