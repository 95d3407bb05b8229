package io.pgbelay.playground.s3;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One client's connection through the gate, and the connection to the server that belongs to it. */
final class Connection implements Runnable {

    private static final int LONGEST_HEAD = 64 << 10;
    private static final int DRAIN_MILLIS = 2_000;

    private final Gate gate;
    private final Socket client;
    private final int serverPort;
    private @Nullable Socket server;

    Connection(Gate gate, Socket client, int serverPort) {
        this.gate = gate;
        this.client = client;
        this.serverPort = serverPort;
    }

    @Override
    public void run() {
        try (client;
                Socket backend = new Socket(InetAddress.getLoopbackAddress(), serverPort)) {
            server = backend;
            backend.setTcpNoDelay(true);
            Thread.ofVirtual().name("s3-response").start(() -> respond(backend));
            InputStream in = new BufferedInputStream(client.getInputStream(), 64 << 10);
            while (pass(in, backend.getOutputStream())) {
                // until a request meets a fault, or the client leaves
            }
        } catch (IOException e) {
            // One side hung up: so does the other, which is what clients of a broken server see.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            gate.ended(this);
        }
    }

    void cut() {
        close(client);
        if (server != null) {
            close(server);
        }
    }

    /** Passes one request on; false when the connection has come to its end. */
    private boolean pass(InputStream in, OutputStream out) throws IOException, InterruptedException {
        Optional<String> head = head(in);
        if (head.isEmpty()) {
            return false;
        }
        Request request = Request.parse(head.get());
        Optional<Fault> fault = gate.arrived(request);
        if (fault.isPresent()) {
            suffer(fault.get(), in);
            return false;
        }
        out.write(request.raw().getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        if (request.chunked()) {
            copyChunks(in, out);
        } else {
            copy(in, out, request.contentLength());
        }
        out.flush();
        return true;
    }

    private void suffer(Fault fault, InputStream in) throws IOException, InterruptedException {
        switch (fault.kind()) {
            case Fault.Kind.HangUp() -> client.setSoLinger(true, 0);
            case Fault.Kind.Hang() -> fault.awaitRelease();
            case Fault.Kind.Answer(int status, String code) -> answer(status, code, in);
        }
    }

    private void answer(int status, String code, InputStream in) throws IOException {
        String body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code
                + "</Code><Message>A fault of the playground.</Message></Error>";
        String head = "HTTP/1.1 " + status + " " + code + "\r\nContent-Type: application/xml\r\nContent-Length: "
                + body.length() + "\r\nConnection: close\r\n\r\n";
        client.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().flush();
        client.shutdownOutput();
        // What is still coming is read away: closing over unread bytes would reset the connection under the answer.
        client.setSoTimeout(DRAIN_MILLIS);
        in.transferTo(OutputStream.nullOutputStream());
    }

    private void respond(Socket backend) {
        try {
            backend.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException e) {
            // The end of either side is the end of both.
        } finally {
            close(client);
        }
    }

    private static Optional<String> head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            int next = in.read();
            if (next < 0 || head.length() > LONGEST_HEAD) {
                return Optional.empty();
            }
            head.append((char) next);
        }
        return Optional.of(head.toString());
    }

    private static void copyChunks(InputStream in, OutputStream out) throws IOException {
        long size = -1;
        while (size != 0) {
            String line = line(in, out);
            size = Long.parseLong(line.replaceFirst(";.*", "").trim(), 16);
            copy(in, out, size);
            if (size > 0) {
                line(in, out);
            }
        }
        while (!line(in, out).isEmpty()) {
            // trailers
        }
    }

    private static String line(InputStream in, OutputStream out) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            out.write(next);
            line.append((char) next);
        }
        out.write('\n');
        return line.toString().trim();
    }

    private static void copy(InputStream in, OutputStream out, long length) throws IOException {
        byte[] buffer = new byte[64 << 10];
        long left = length;
        while (left > 0) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new EOFException();
            }
            out.write(buffer, 0, read);
            left -= read;
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Closed is closed.
        }
    }
}
