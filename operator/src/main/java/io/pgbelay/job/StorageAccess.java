package io.pgbelay.job;

import io.pgbelay.api.S3;
import io.pgbelay.api.S3Credentials;
import io.pgbelay.api.Storage;
import io.pgbelay.api.Volume;
import io.pgbelay.contract.PodEnv;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the mover needs to reach a storage. One arm for each backend. */
final class StorageAccess {
    private StorageAccess() {}

    static Access of(Storage storage) {
        return switch (storage.place()) {
            case S3 s3 -> s3(s3);
            case Volume volume -> Access.claim(PodEnv.VOLUME, "storage", volume.claimName());
        };
    }

    private static Access s3(S3 s3) {
        return keys(s3.credentials()).and(Access.file(PodEnv.S3_CA, "s3-ca", s3.caBundle()));
    }

    /** Without keys the SDK finds the web identity of the Pod's service account by itself. */
    private static Access keys(@Nullable S3Credentials keys) {
        if (keys == null) {
            return Access.NONE;
        }
        return new Access(
                List.of(
                        Access.secret(PodEnv.AWS_ACCESS_KEY_ID, keys.secretName(), keys.accessKeyIdKey()),
                        Access.secret(PodEnv.AWS_SECRET_ACCESS_KEY, keys.secretName(), keys.secretAccessKeyKey())),
                List.of(),
                List.of());
    }
}
