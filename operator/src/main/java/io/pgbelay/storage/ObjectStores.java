package io.pgbelay.storage;

import static java.util.Objects.requireNonNull;

import io.pgbelay.api.S3;
import io.pgbelay.api.Storage;
import io.pgbelay.api.Volume;
import io.pgbelay.contract.PodEnv;
import java.nio.file.Path;
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
        return switch (storage.place()) {
            case S3 s3 -> new S3Store(s3, S3Connection.open(s3, env));
            case Volume volume -> new VolumeStore(volume, Path.of(mounted(env)));
        };
    }

    private static String mounted(Map<String, String> env) {
        return requireNonNull(env.get(PodEnv.VOLUME), PodEnv.VOLUME + " says where the volume is mounted");
    }
}
