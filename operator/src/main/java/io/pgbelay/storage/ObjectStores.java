package io.pgbelay.storage;

import io.pgbelay.api.FailureReason;
import io.pgbelay.api.Storage;
import io.pgbelay.contract.Failure;
import java.util.Map;

/** The visible switch from a spec to a store. */
public final class ObjectStores {
    private ObjectStores() {}

    /**
     * Opens a store; nothing is asked of it yet.
     *
     * @param env where credentials and paths of certificates stand, see {@link io.pgbelay.contract.PodEnv}
     */
    public static ObjectStore open(Storage storage, Map<String, String> env) {
        var s3 = storage.s3();
        if (s3 != null) {
            return new S3Store(s3, S3Connection.open(s3, env));
        }
        throw new Failure(FailureReason.SpecNotUnderstood, "the storage names no place that this build knows");
    }
}
