package io.pgbelay.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * An S3 server in a Pod. The Pod starts from a plain Java image, and the server is copied into it: so nobody needs to
 * build or push an image for this test.
 */
final class BucketPod implements AutoCloseable {
    static final int PORT = 9000;
    static final String BUCKET = "shop-backups";

    /** What is in the classpath and no part of the server, so that less is copied. */
    private static final Pattern NOT_OURS =
            Pattern.compile(".*/(io/fabric8|com/marcnuri|io/javaoperatorsdk|net/bytebuddy|com/tngtech|org/junit)/.*");

    private final String accessKey = "E2E" + UUID.randomUUID().toString().replace("-", "");
    private final String secretKey = UUID.randomUUID().toString();
    private final Background forward;
    private final S3Client client;

    private BucketPod(Cluster cluster, Image image, Path work) {
        cluster.apply(Resources.read(
                "s3.yaml",
                Map.of(
                        "IMAGE", image.toString(),
                        "BUCKET", BUCKET,
                        "ACCESS_KEY", accessKey,
                        "SECRET_KEY", secretKey)));
        Wait.untilTrue("the S3 server's container", Scene.PATIENCE, () -> runs(cluster));
        cluster.kubectl("-n", Cluster.SHOP, "cp", program(work) + "/.", "s3:/server");
        cluster.exec("s3", "s3", "touch", "/server/ready");
        cluster.kubectl("-n", Cluster.SHOP, "wait", "pod/s3", "--for=condition=Ready", "--timeout=60s");
        forward = cluster.background("-n", Cluster.SHOP, "port-forward", "pod/s3", ":" + PORT);
        var port = forward.says(Pattern.compile("127\\.0\\.0\\.1:(\\d+)")).group(1);
        client = client(URI.create("http://127.0.0.1:" + port));
    }

    /** Starts it in the application's namespace, with the Secret that the examples name. */
    static BucketPod start(Cluster cluster, Image image, Path work) {
        return new BucketPod(cluster, image, work);
    }

    private static boolean runs(Cluster cluster) {
        return cluster
                .client()
                .pods()
                .inNamespace(Cluster.SHOP)
                .withName("s3")
                .get()
                .getStatus()
                .getContainerStatuses()
                .stream()
                .anyMatch(one -> one.getState().getRunning() != null);
    }

    /** Where Pods reach it. */
    static String endpoint() {
        return "http://s3:" + PORT;
    }

    /** Keys of all objects. */
    List<String> keys() {
        return client.listObjectsV2(r -> r.bucket(BUCKET)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    /** Keys of uploads that have begun and not ended. */
    List<String> uploads() {
        return client.listMultipartUploads(r -> r.bucket(BUCKET)).uploads().stream()
                .map(MultipartUpload::key)
                .toList();
    }

    String secretKey() {
        return secretKey;
    }

    private S3Client client(URI endpoint) {
        return S3Client.builder()
                .endpointOverride(endpoint)
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)))
                .build();
    }

    /** Lays the server out: our one class, and the libraries that it needs. */
    private static Path program(Path work) {
        try {
            var folder = Files.createDirectories(work.resolve("s3"));
            for (var entry : System.getProperty("java.class.path").split(":", -1)) {
                var from = Path.of(entry);
                if (entry.endsWith(".jar") && !NOT_OURS.matcher(entry).matches()) {
                    Files.copy(from, folder.resolve(from.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            copyClass(S3Main.class, folder);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copyClass(Class<?> one, Path folder) throws IOException {
        var name = one.getName().replace('.', '/') + ".class";
        var to = folder.resolve(name);
        Files.createDirectories(to.getParent());
        try (var in = one.getClassLoader().getResourceAsStream(name)) {
            Files.copy(Objects.requireNonNull(in), to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public void close() {
        client.close();
        forward.close();
    }
}
