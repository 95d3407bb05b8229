package io.pgbelay.playground.shop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** Answers any path with what was sold; with 500 and the database's words where it cannot. */
final class ShopServer implements AutoCloseable {
    private final Release release;
    private final ShopDatabase database;
    private final HttpServer server;

    private ShopServer(Release release, ShopDatabase database, HttpServer server) {
        this.release = release;
        this.database = database;
        this.server = server;
    }

    /** Listens on loopback; port 0 is any that is free. */
    static ShopServer start(Release release, ShopDatabase database, int port) throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        var shop = new ShopServer(release, database, HttpServer.create(address, 0));
        shop.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        shop.server.createContext("/", shop::answer);
        shop.server.start();
        return shop;
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try {
            reply(exchange, HttpURLConnection.HTTP_OK, database.ask(release.question()));
        } catch (SQLException e) {
            reply(exchange, HttpURLConnection.HTTP_INTERNAL_ERROR, String.valueOf(e.getMessage()));
        }
    }

    private void reply(HttpExchange exchange, int status, String words) throws IOException {
        var body = ("v" + release.number() + ": " + words + "\n").getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** Serves until the process is ended. */
    void await() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
