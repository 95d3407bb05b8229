package io.pgbelay.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** An S3 server that takes everything and has nothing, and a Postgres that lets everybody in and knows nothing. */
final class StandIns implements AutoCloseable {
    private static final String XML = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
    private static final int PROTOCOL = 3;

    private final HttpServer s3;
    private final ServerSocket postgres;

    private StandIns(HttpServer s3, ServerSocket postgres) {
        this.s3 = s3;
        this.postgres = postgres;
    }

    static StandIns open() throws IOException {
        var here = InetAddress.getLoopbackAddress();
        var places = new StandIns(HttpServer.create(new InetSocketAddress(here, 0), 0), new ServerSocket(0, 50, here));
        places.s3.createContext("/", StandIns::answer);
        places.s3.start();
        Thread.ofPlatform().daemon().start(places::accept);
        return places;
    }

    String s3() {
        return "http://127.0.0.1:" + s3.getAddress().getPort();
    }

    int postgresPort() {
        return postgres.getLocalPort();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().transferTo(java.io.OutputStream.nullOutputStream());
        var query = String.valueOf(exchange.getRequestURI().getQuery());
        var body = xml(exchange.getRequestMethod(), query).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("ETag", "\"practice\"");
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String xml(String method, String query) {
        var what = method + " " + query.replaceFirst("[=&].*", "");
        return switch (what.toLowerCase(Locale.ROOT)) {
            case "post uploads" ->
                XML + "<InitiateMultipartUploadResult><UploadId>practice</UploadId></InitiateMultipartUploadResult>";
            case "post uploadid" ->
                XML + "<CompleteMultipartUploadResult><ETag>practice</ETag></CompleteMultipartUploadResult>";
            case "get uploads" -> XML + "<ListMultipartUploadsResult></ListMultipartUploadsResult>";
            case "get list-type" -> XML + "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>";
            default -> "";
        };
    }

    private void accept() {
        while (!postgres.isClosed()) {
            try (var client = postgres.accept()) {
                converse(client);
            } catch (IOException e) {
                // closed, or a client that has learned what there was to learn
            }
        }
    }

    /** Lets a client in, then answers whatever is asked with no rows of no columns. */
    private static void converse(Socket client) throws IOException {
        var in = new DataInputStream(client.getInputStream());
        var out = new DataOutputStream(client.getOutputStream());
        while (major(in) != PROTOCOL) {
            out.write('N'); // neither TLS nor GSSAPI
        }
        say(out, 'R', new byte[4]);
        for (var setting : new String[] {"server_version\0" + "16.0", "client_encoding\0UTF8", "DateStyle\0ISO"}) {
            say(out, 'S', (setting + "\0").getBytes(StandardCharsets.US_ASCII));
        }
        say(out, 'Z', new byte[] {'I'});
        while (true) {
            var kind = in.readByte();
            in.skipNBytes(in.readInt() - 4L);
            respond(out, kind);
        }
    }

    /** Of the protocol that a client wants to speak; his wishes for encryption have numbers of their own. */
    private static int major(DataInputStream in) throws IOException {
        var length = in.readInt();
        var major = in.readShort();
        in.skipNBytes(length - 6L);
        return major;
    }

    private static void respond(DataOutputStream out, int kind) throws IOException {
        switch (kind) {
            case 'P' -> say(out, '1', new byte[0]);
            case 'B' -> say(out, '2', new byte[0]);
            case 'D' -> say(out, 'T', new byte[2]);
            case 'E' -> say(out, 'C', "SELECT 0\0".getBytes(StandardCharsets.US_ASCII));
            case 'S' -> say(out, 'Z', new byte[] {'I'});
            case 'Q' -> {
                say(out, 'C', "SET\0".getBytes(StandardCharsets.US_ASCII));
                say(out, 'Z', new byte[] {'I'});
            }
            default -> {
                // what needs no answer
            }
        }
    }

    private static void say(DataOutputStream out, int kind, byte[] body) throws IOException {
        out.write(kind);
        out.writeInt(body.length + 4);
        out.write(body);
        out.flush();
    }

    @Override
    public void close() throws IOException {
        s3.stop(0);
        postgres.close();
    }
}
