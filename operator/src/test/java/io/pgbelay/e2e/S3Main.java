package io.pgbelay.e2e;

import java.net.URI;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;

/** The S3 server of the story, as it runs in a Pod: one bucket, one pair of keys, path-style addresses. */
final class S3Main {
    private static final long ALL_SIZES = 5L << 30;

    private S3Main() {}

    /** Serves until it is killed. */
    public static void main(String[] args) throws Exception {
        var env = System.getenv();
        var store = new FilesystemNio2BlobStore(env.get("FOLDER"));
        store.createContainer(
                CreateBucketRequest.builder().bucket(env.get("BUCKET")).build());
        S3Proxy.builder()
                .blobStore(store)
                .endpoint(URI.create("http://0.0.0.0:" + BucketPod.PORT))
                .awsAuthentication(
                        AuthenticationType.AWS_V4, env.get("AWS_ACCESS_KEY_ID"), env.get("AWS_SECRET_ACCESS_KEY"))
                .v4MaxNonChunkedRequestSize(ALL_SIZES)
                .v4MaxChunkSize(Integer.MAX_VALUE)
                .build()
                .start();
    }
}
