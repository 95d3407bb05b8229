package io.pgbelay.storage;

import io.pgbelay.api.FailureReason;
import io.pgbelay.api.S3;
import io.pgbelay.contract.Failure;
import io.pgbelay.contract.PodEnv;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** How the SDK is set up: for AWS as it comes, for other servers so that old ones understand it too. */
final class S3Connection {
    // Eight tries with doubling pauses bridge about ten seconds of errors.
    private static final int TRIES = 8;
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration SILENCE = Duration.ofSeconds(60);
    private static final Duration TRY = Duration.ofMinutes(5);
    private static final Duration QUICK_TRY = Duration.ofSeconds(20);
    private static final Duration QUICK_CALL = Duration.ofSeconds(60);

    private S3Connection() {}

    static S3Client open(S3 s3, Map<String, String> env) {
        var builder = S3Client.builder()
                .region(Region.of(s3.region()))
                .credentialsProvider(credentials(env))
                .httpClient(http(env.get(PodEnv.S3_CA)))
                .forcePathStyle(s3.forcePathStyle())
                .overrideConfiguration(over -> over.apiCallAttemptTimeout(TRY)
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(TRIES)
                                .circuitBreakerEnabled(false)
                                .build()));
        if (!s3.endpoint().isEmpty()) {
            // Servers other than AWS are known to refuse the checksums in trailers that newer SDKs send unasked.
            builder.endpointOverride(URI.create(s3.endpoint()))
                    .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                    .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        }
        return builder.build();
    }

    /** For calls that move next to no bytes: a server that hangs is found out within a minute. */
    static void quick(AwsRequestOverrideConfiguration.Builder over) {
        over.apiCallAttemptTimeout(QUICK_TRY).apiCallTimeout(QUICK_CALL);
    }

    private static AwsCredentialsProvider credentials(Map<String, String> env) {
        var id = env.get(PodEnv.AWS_ACCESS_KEY_ID);
        var secret = env.get(PodEnv.AWS_SECRET_ACCESS_KEY);
        return id == null || secret == null
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(AwsBasicCredentials.create(id, secret));
    }

    private static SdkHttpClient http(@Nullable String authorities) {
        var builder =
                UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(SILENCE);
        if (authorities != null) {
            var trusted = trust(Path.of(authorities));
            builder.tlsTrustManagersProvider(() -> trusted);
        }
        return builder.build();
    }

    private static TrustManager[] trust(Path file) {
        try (var pem = Files.newInputStream(file)) {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("ca-" + store.size(), certificate);
            }
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers();
        } catch (IOException | GeneralSecurityException e) {
            throw new Failure(
                    FailureReason.StorageUnreachable,
                    "the object store's caBundle cannot be read: " + e.getMessage(),
                    e);
        }
    }
}
