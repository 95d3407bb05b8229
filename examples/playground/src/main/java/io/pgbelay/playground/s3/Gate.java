package io.pgbelay.playground.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * Passes connections on to the server byte by byte (signatures cover the Host header, so nothing may be rewritten),
 * reading only the heads of requests: to write them down, and to let faults happen to them.
 */
public final class Gate implements AutoCloseable {

    private final ServerSocket socket;
    private volatile int serverPort;
    private final List<Fault> faults = new CopyOnWriteArrayList<>();
    private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

    private Gate(ServerSocket socket, int serverPort) {
        this.socket = socket;
        this.serverPort = serverPort;
    }

    static Gate open(int serverPort) {
        try {
            Gate gate = new Gate(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()), serverPort);
            Thread.ofVirtual().name("s3-gate").start(gate::accept);
            return gate;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open the S3 gate", e);
        }
    }

    /** The next so many matching requests get this status (500, 503, ...) and do not reach the server. */
    public Fault answer(int status, int times, Predicate<Request> which) {
        String code = status == 503 ? "SlowDown" : "InternalError";
        return add(new Fault(new Fault.Kind.Answer(status, code), times, which));
    }

    /** Matching requests get no answer at all until the fault is closed. */
    public Fault hang(Predicate<Request> which) {
        return add(new Fault(new Fault.Kind.Hang(), Integer.MAX_VALUE, which));
    }

    /** The next so many matching requests have their connection closed in their face. */
    public Fault hangUp(int times, Predicate<Request> which) {
        return add(new Fault(new Fault.Kind.HangUp(), times, which));
    }

    /** Ends all faults. */
    public void heal() {
        faults.forEach(Fault::close);
        faults.clear();
    }

    /** All requests so far, those that met a fault too. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** Cuts off everybody who is inside. */
    void cut() {
        connections.forEach(Connection::cut);
    }

    /** From now on requests go to this port. */
    void leadTo(int port) {
        serverPort = port;
    }

    int port() {
        return socket.getLocalPort();
    }

    Optional<Fault> arrived(Request request) {
        requests.add(request);
        return faults.stream().filter(fault -> fault.takes(request)).findFirst();
    }

    void ended(Connection connection) {
        connections.remove(connection);
    }

    private Fault add(Fault fault) {
        faults.add(fault);
        return fault;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                client.setTcpNoDelay(true);
                Connection connection = new Connection(this, client, serverPort);
                connections.add(connection);
                Thread.ofVirtual().name("s3-request").start(connection);
            } catch (IOException e) {
                // closed, or a client that left before it came in
            }
        }
    }

    @Override
    public void close() {
        heal();
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }
}
