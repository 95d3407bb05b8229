package io.pgbelay.playground.node;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * Where the API server reads containers' logs for {@code kubectl logs}, as from a kubelet. Only who shows a certificate
 * of this control plane is let in. Logs bear no times, so {@code --since} and {@code --timestamps} have no effect.
 */
final class LogServer implements AutoCloseable {

    /** Finds the logs of a container: which Pod, which container, and whether the run before the present one. */
    interface Logs {
        Optional<ContainerLog> find(String namespace, String pod, String container, boolean previous);
    }

    private final HttpsServer server;
    private final Logs logs;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private LogServer(HttpsServer server, Logs logs) {
        this.server = server;
        this.logs = logs;
    }

    static LogServer start(SSLContext tls, Logs logs) {
        try {
            HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            LogServer logServer = new LogServer(server, logs);
            server.setHttpsConfigurator(new ClientsOnly(tls));
            server.setExecutor(logServer.threads);
            server.createContext("/containerLogs/", logServer::serve);
            server.start();
            return logServer;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot serve logs", e);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            List<String> path = List.of(exchange.getRequestURI().getPath().split("/", -1));
            Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
            Optional<ContainerLog> log = path.size() < 5
                    ? Optional.empty()
                    : logs.find(path.get(2), path.get(3), path.get(4), "true".equals(query.get("previous")));
            if (log.isEmpty()) {
                refuse(exchange, path.getLast());
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                log.get().copy(out, LogRequest.of(query));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void refuse(HttpExchange exchange, String container) throws IOException {
        byte[] words = ("container \"" + container + "\" has no log (yet)").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(400, words.length);
        exchange.getResponseBody().write(words);
    }

    private static Map<String, String> query(@Nullable String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : (query == null ? "" : query).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return parameters;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static final class ClientsOnly extends HttpsConfigurator {
        ClientsOnly(SSLContext context) {
            super(context);
        }

        @Override
        public void configure(HttpsParameters parameters) {
            SSLParameters tls = getSSLContext().getDefaultSSLParameters();
            tls.setNeedClientAuth(true);
            parameters.setSSLParameters(tls);
        }
    }
}
