package io.pgbelay.storage;

import io.pgbelay.api.S3;
import io.pgbelay.api.ServerSideEncryption;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** How an object is kept: its storage class, and who encrypts it at rest. Said whenever one begins. */
final class S3Manners {
    private static final String USUAL = "STANDARD";

    private S3Manners() {}

    static PutObjectRequest.Builder of(S3 place, PutObjectRequest.Builder request) {
        return request.storageClass(storageClass(place))
                .serverSideEncryption(algorithm(place.serverSideEncryption()))
                .ssekmsKeyId(key(place.serverSideEncryption()));
    }

    static CreateMultipartUploadRequest.Builder of(S3 place, CreateMultipartUploadRequest.Builder request) {
        return request.storageClass(storageClass(place))
                .serverSideEncryption(algorithm(place.serverSideEncryption()))
                .ssekmsKeyId(key(place.serverSideEncryption()));
    }

    /** The usual class goes without saying: some servers know the header, some refuse it. */
    private static @Nullable String storageClass(S3 place) {
        return place.storageClass().equals(USUAL) ? null : place.storageClass();
    }

    private static @Nullable String algorithm(@Nullable ServerSideEncryption encryption) {
        if (encryption == null) {
            return null;
        }
        return switch (encryption.type()) {
            case S3 -> "AES256";
            case KMS -> "aws:kms";
        };
    }

    private static @Nullable String key(@Nullable ServerSideEncryption encryption) {
        return encryption == null || encryption.kmsKeyId().isEmpty() ? null : encryption.kmsKeyId();
    }
}
