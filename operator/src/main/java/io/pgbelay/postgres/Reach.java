package io.pgbelay.postgres;

import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Failure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.security.Security;
import java.time.Duration;

/** Whether a server's name resolves and its port answers. A new Pod's network may need some seconds for both. */
final class Reach {
    static final Duration PATIENCE = Duration.ofSeconds(15);
    static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration NAME_PATIENCE = Duration.ofSeconds(10);
    private static final int CONNECT_MILLIS = 3_000;

    private Reach() {}

    /** The first address of a host that takes connections. */
    static InetAddress find(String host, int port) throws InterruptedException {
        // The JVM would remember for ten seconds that a name was unknown.
        Security.setProperty("networkaddress.cache.negative.ttl", "0");
        var until = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return answering(resolve(host), port);
            } catch (IOException e) {
                if (System.nanoTime() > until) {
                    throw new Failure(
                            FailureReason.ServerUnreachable,
                            "nothing answers at %s:%d: %s".formatted(host, port, e.getMessage()),
                            e);
                }
            }
            Thread.sleep(PAUSE);
        }
    }

    private static InetAddress[] resolve(String host) throws InterruptedException {
        var until = System.nanoTime() + NAME_PATIENCE.toNanos();
        while (true) {
            try {
                return InetAddress.getAllByName(host);
            } catch (UnknownHostException e) {
                if (System.nanoTime() > until) {
                    throw new Failure(FailureReason.HostUnknown, "the host '" + host + "' does not resolve", e);
                }
            }
            Thread.sleep(PAUSE);
        }
    }

    private static InetAddress answering(InetAddress[] addresses, int port) throws IOException {
        var last = new IOException("no address");
        for (var address : addresses) {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
                return address;
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }
}
