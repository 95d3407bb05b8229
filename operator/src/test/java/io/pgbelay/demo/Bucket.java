package io.pgbelay.demo;

import java.net.URI;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The bucket as an outsider sees it. */
public final class Bucket implements AutoCloseable {
    private final S3Client client;
    private final String name;

    public Bucket(World world) {
        this(world, World.BUCKET);
    }

    /** Another bucket on the same server. */
    public Bucket(World world, String name) {
        this.name = name;
        var s3 = world.playground().s3();
        client = S3Client.builder()
                .endpointOverride(URI.create(s3.endpoint().toString()))
                .region(Region.of(s3.region()))
                .forcePathStyle(true)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(s3.accessKey(), s3.secretKey())))
                .build();
    }

    /** Keys that begin with this. */
    public List<String> keys(String prefix) {
        return client.listObjectsV2(request -> request.bucket(name).prefix(prefix)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    /** Manifests that begin with this: so many backups there are. */
    public List<String> manifests(String prefix) {
        return keys(prefix).stream()
                .filter(key -> key.endsWith(".manifest.json"))
                .toList();
    }

    /** Multipart uploads that were neither completed nor aborted. */
    public List<String> uploads(String prefix) {
        return client.listMultipartUploads(request -> request.bucket(name)).uploads().stream()
                .map(MultipartUpload::key)
                .filter(key -> key.startsWith(prefix))
                .toList();
    }

    /** Deletes an object, as somebody might. */
    public void delete(String key) {
        client.deleteObject(request -> request.bucket(name).key(key));
    }

    @Override
    public void close() {
        client.close();
    }
}
