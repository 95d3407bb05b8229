package io.pgbelay.playground.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.S3ProxyConstants;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.middleware.Middlewares;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;

/** An S3 server with one pair of keys; path-style addresses, signature version 4. */
public final class S3Server implements AutoCloseable {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long ALL_SIZES = 5L << 30;

    private final String accessKey = "PLAYGROUND" + hex(5);
    private final String secretKey = hex(20);
    private final BlobStore store;
    private S3Proxy server;
    private final Gate gate;

    private S3Server(BlobStore store) {
        this.store = store;
        server = launch();
        gate = Gate.open(server.getPort());
    }

    private S3Proxy launch() {
        S3Proxy proxy = S3Proxy.builder()
                .blobStore(store)
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, accessKey, secretKey)
                .v4MaxNonChunkedRequestSize(ALL_SIZES)
                .v4MaxChunkSize(Integer.MAX_VALUE)
                .stopTimeout(0)
                .build();
        try {
            proxy.start();
            return proxy;
        } catch (Exception e) {
            throw new IllegalStateException("the S3 server does not start", e);
        }
    }

    /** Starts a server that keeps its objects below the folder. */
    public static S3Server start(Path folder) {
        return new S3Server(new FilesystemNio2BlobStore(folder.toString()));
    }

    /**
     * Starts a server that takes everything, checks it, and keeps of each object nothing but its size: for streams that are
     * longer than the disk.
     */
    public static S3Server startForgetful(Path folder) {
        Properties forgetful = new Properties();
        forgetful.setProperty(S3ProxyConstants.PROPERTY_NULL_BLOBSTORE, "true");
        try {
            return new S3Server(
                    Middlewares.wrap(new FilesystemNio2BlobStore(folder.toString()), forgetful, properties -> {
                        throw new IllegalStateException("there is one store and no other");
                    }));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void createBucket(String name) {
        store.createContainer(CreateBucketRequest.builder().bucket(name).build());
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + gate.port());
    }

    public String accessKey() {
        return accessKey;
    }

    public String secretKey() {
        return secretKey;
    }

    public String region() {
        return "us-east-1";
    }

    /** Through which all requests come: here they can be made to fail, and be counted. */
    public Gate gate() {
        return gate;
    }

    /** Ends the server in the middle of whatever it does; nobody answers at its address until {@link #restart}. */
    public void kill() {
        gate.cut();
        stop();
    }

    /** Starts it again after {@link #kill}, with the same address, keys and objects. */
    public void restart() {
        server = launch();
        gate.leadTo(server.getPort());
    }

    @Override
    public void close() {
        gate.close();
        stop();
    }

    private void stop() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the S3 server does not stop", e);
        }
    }

    private static String hex(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().withUpperCase().formatHex(random);
    }
}
