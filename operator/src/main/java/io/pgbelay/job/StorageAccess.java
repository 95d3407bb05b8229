package io.pgbelay.job;

import io.pgbelay.api.S3;
import io.pgbelay.api.S3Credentials;
import io.pgbelay.api.Storage;
import io.pgbelay.api.Volume;
import io.pgbelay.contract.PodEnv;
import io.pgbelay.contract.Side;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What the mover needs to reach a storage. One arm for each backend. */
final class StorageAccess {
    private final UnaryOperator<String> variable;
    private final String ending;

    private StorageAccess(UnaryOperator<String> variable, String ending) {
        this.variable = variable;
        this.ending = ending;
    }

    /** The only storage of a Pod. */
    static Access of(Storage storage) {
        return new StorageAccess(UnaryOperator.identity(), "").access(storage);
    }

    /** One of two. */
    static Access of(Storage storage, Side side) {
        return new StorageAccess(side::variable, "-" + side.name().toLowerCase(Locale.ROOT)).access(storage);
    }

    private Access access(Storage storage) {
        return switch (storage.place()) {
            case S3 s3 -> s3(s3);
            case Volume volume -> Access.claim(variable.apply(PodEnv.VOLUME), "storage" + ending, volume.claimName());
        };
    }

    private Access s3(S3 s3) {
        return keys(s3.credentials()).and(Access.file(variable.apply(PodEnv.S3_CA), "s3-ca" + ending, s3.caBundle()));
    }

    /** Without keys the SDK finds the web identity of the Pod's service account by itself. */
    private Access keys(@Nullable S3Credentials keys) {
        if (keys == null) {
            return Access.NONE;
        }
        return new Access(
                List.of(
                        Access.secret(
                                variable.apply(PodEnv.AWS_ACCESS_KEY_ID), keys.secretName(), keys.accessKeyIdKey()),
                        Access.secret(
                                variable.apply(PodEnv.AWS_SECRET_ACCESS_KEY),
                                keys.secretName(),
                                keys.secretAccessKeyKey())),
                List.of(),
                List.of());
    }
}
