package io.pgbelay.playground.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

class S3ServerTest {

    private static final int PART = 5 << 20;

    @TempDir
    Path folder;

    private S3Server server;
    private S3Client client;

    @BeforeEach
    void start() {
        server = S3Server.start(folder);
        server.createBucket("bucket");
        client = client(server.secretKey(), 0);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void objectsComeBackAsTheyWere() {
        client.putObject(put -> put.bucket("bucket").key("a/b c+d.txt"), RequestBody.fromString("content"));
        assertThat(client.getObject(get -> get.bucket("bucket").key("a/b c+d.txt"), ResponseTransformer.toBytes())
                        .asUtf8String())
                .isEqualTo("content");
        assertThat(client.listObjectsV2(list -> list.bucket("bucket").prefix("a/"))
                        .contents())
                .extracting(S3Object::key)
                .containsExactly("a/b c+d.txt");
    }

    @Test
    void afterItsDeathItComesBackWithEverything() {
        client.putObject(put -> put.bucket("bucket").key("k"), RequestBody.fromString("content"));
        server.kill();
        assertThatThrownBy(() -> client.headObject(head -> head.bucket("bucket").key("k")))
                .isInstanceOf(SdkClientException.class);
        server.restart();
        assertThat(client.getObject(get -> get.bucket("bucket").key("k"), ResponseTransformer.toBytes())
                        .asUtf8String())
                .isEqualTo("content");
    }

    @Test
    void neverOverwritesWhereThatIsAskedFor() {
        client.putObject(put -> put.bucket("bucket").key("k").ifNoneMatch("*"), RequestBody.fromString("one"));
        assertThatThrownBy(() -> client.putObject(
                        put -> put.bucket("bucket").key("k").ifNoneMatch("*"), RequestBody.fromString("two")))
                .satisfies(failure ->
                        assertThat(((S3Exception) failure).statusCode()).isEqualTo(412));
    }

    @Test
    void wrongKeyIsForbidden() {
        try (S3Client stranger = client("WRONG", 0)) {
            assertThatThrownBy(() -> stranger.listObjectsV2(list -> list.bucket("bucket")))
                    .satisfies(failure ->
                            assertThat(((S3Exception) failure).statusCode()).isEqualTo(403));
        }
    }

    @Test
    void multipartUploadsAreListedAbortedAndCompleted() {
        String forgotten = client.createMultipartUpload(
                        upload -> upload.bucket("bucket").key("forgotten"))
                .uploadId();
        client.uploadPart(
                part -> part.bucket("bucket")
                        .key("forgotten")
                        .uploadId(forgotten)
                        .partNumber(1),
                RequestBody.fromBytes(new byte[PART]));
        assertThat(client.listMultipartUploads(list -> list.bucket("bucket")).uploads())
                .extracting(MultipartUpload::key)
                .containsExactly("forgotten");
        client.abortMultipartUpload(
                abort -> abort.bucket("bucket").key("forgotten").uploadId(forgotten));
        assertThat(client.listMultipartUploads(list -> list.bucket("bucket")).uploads())
                .isEmpty();

        String id = client.createMultipartUpload(
                        upload -> upload.bucket("bucket").key("whole"))
                .uploadId();
        CompletedPart first = part("whole", id, 1, PART);
        CompletedPart second = part("whole", id, 2, 17);
        client.completeMultipartUpload(complete -> complete.bucket("bucket")
                .key("whole")
                .uploadId(id)
                .multipartUpload(parts -> parts.parts(first, second)));
        assertThat(client.headObject(head -> head.bucket("bucket").key("whole")).contentLength())
                .isEqualTo(PART + 17L);
        assertThat(client.listObjectsV2(list -> list.bucket("bucket")).contents())
                .extracting(S3Object::key)
                .containsExactly("whole");
    }

    @Test
    void answersWithErrorsForAWhile() {
        Fault fault = server.gate().answer(503, 2, request -> request.method().equals("PUT"));
        try (S3Client persistent = client(server.secretKey(), 3)) {
            persistent.putObject(put -> put.bucket("bucket").key("k"), RequestBody.fromString("at last"));
        }
        assertThat(fault.hits()).isEqualTo(2);
        assertThat(server.gate().requests())
                .filteredOn(request -> request.path().equals("/bucket/k"))
                .hasSize(3);
    }

    @Test
    void bigBodyMeetsAnErrorWithoutAReset() {
        server.gate().answer(500, 1, request -> request.method().equals("PUT"));
        assertThatThrownBy(() -> client.putObject(
                        put -> put.bucket("bucket").key("big"), RequestBody.fromBytes(new byte[20 << 20])))
                .isInstanceOf(S3Exception.class)
                .satisfies(failure ->
                        assertThat(((S3Exception) failure).statusCode()).isEqualTo(500));
    }

    @Test
    void hangsUntilReleasedAndNeverCarriesTheRequestOut() {
        Fault fault = server.gate().hang(request -> request.method().equals("PUT"));
        CompletableFuture<?> put = CompletableFuture.runAsync(
                () -> client.putObject(one -> one.bucket("bucket").key("k"), RequestBody.fromString("never")));
        org.awaitility.Awaitility.await().pollInterval(Duration.ofMillis(10)).until(() -> fault.hits() > 0);
        assertThat(client.listObjectsV2(list -> list.bucket("bucket")).contents())
                .isEmpty();
        assertThat(put).isNotDone();
        fault.close();
        assertThatThrownBy(put::join).hasCauseInstanceOf(SdkClientException.class);
        assertThat(client.listObjectsV2(list -> list.bucket("bucket")).contents())
                .isEmpty();
    }

    @Test
    void hangsUp() {
        // Java's own client tries a lost GET once more by itself.
        Fault fault = server.gate().hangUp(Integer.MAX_VALUE, request -> true);
        assertThatThrownBy(() -> client.listObjectsV2(list -> list.bucket("bucket")))
                .isInstanceOf(SdkClientException.class);
        fault.close();
        assertThat(client.listObjectsV2(list -> list.bucket("bucket")).contents())
                .isEmpty();
    }

    private CompletedPart part(String key, String id, int number, int size) {
        String tag = client.uploadPart(
                        part -> part.bucket("bucket").key(key).uploadId(id).partNumber(number),
                        RequestBody.fromBytes(new byte[size]))
                .eTag();
        return CompletedPart.builder().partNumber(number).eTag(tag).build();
    }

    private S3Client client(String secretKey, int retries) {
        return S3Client.builder()
                .endpointOverride(server.endpoint())
                .region(Region.of(server.region()))
                .forcePathStyle(true)
                .httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(
                        configuration -> configuration.retryStrategy(retry -> retry.maxAttempts(retries + 1)))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(server.accessKey(), secretKey)))
                .build();
    }
}
