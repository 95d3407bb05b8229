package io.pgbelay.storage;

import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Failure;
import java.util.Objects;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** From the SDK's exceptions to words of the API. */
final class S3Troubles {
    private S3Troubles() {}

    /** What went wrong while this was done ({@code list the bucket}). */
    static Failure of(SdkException e, String bucket, String deed) {
        return e instanceof AwsServiceException answer
                ? answered(answer, bucket, deed)
                : new Failure(silent(e), "could not " + deed + " in bucket " + bucket + ": " + innermost(e), e);
    }

    /** Whether the server knows the request but not this feature of it. */
    static boolean unsupported(AwsServiceException e) {
        return e.statusCode() == 501 || "NotImplemented".equals(code(e));
    }

    private static Failure answered(AwsServiceException e, String bucket, String deed) {
        var reason = reason(e.statusCode(), code(e));
        var message =
                "could not %s in bucket %s: the store answers %d %s".formatted(deed, bucket, e.statusCode(), code(e));
        return new Failure(reason, message.strip(), e);
    }

    private static FailureReason reason(int status, String code) {
        if (code.equals("NoSuchBucket") || status == 301) {
            return FailureReason.BucketMissing;
        }
        if (code.equals("InvalidObjectState")) {
            return FailureReason.ObjectArchived;
        }
        if (status == 401 || status == 403) {
            return FailureReason.StorageDenied;
        }
        if (status == 404) {
            return FailureReason.ArtifactMissing;
        }
        return status == 412 ? FailureReason.KeyTaken : FailureReason.StorageFailed;
    }

    private static FailureReason silent(SdkException e) {
        return String.valueOf(e.getMessage()).contains("Unable to load credentials")
                ? FailureReason.StorageDenied
                : FailureReason.StorageUnreachable;
    }

    private static String code(AwsServiceException e) {
        var details = e.awsErrorDetails();
        return details == null ? "" : Objects.requireNonNullElse(details.errorCode(), "");
    }

    private static String innermost(Throwable e) {
        var at = e;
        while (at.getCause() != null && !(at instanceof SSLException)) {
            at = at.getCause();
        }
        return at.getClass().getSimpleName() + (at.getMessage() == null ? "" : ": " + at.getMessage());
    }
}
