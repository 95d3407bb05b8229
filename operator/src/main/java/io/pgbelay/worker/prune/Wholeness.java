package io.pgbelay.worker.prune;

import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Failure;
import io.pgbelay.contract.Json;
import io.pgbelay.contract.Manifest;
import io.pgbelay.contract.StoredBackup;
import io.pgbelay.storage.ObjectStore;
import io.pgbelay.stream.CountingDigest;
import java.io.IOException;
import java.util.Objects;

/** Whether a backup that has to stay is still there: its manifest as it was written, each object of its size and ETag. */
final class Wholeness {
    private Wholeness() {}

    /** Looks, and throws {@code FloorMissing} where something is gone or is another. */
    static void check(ObjectStore store, StoredBackup backup) throws IOException {
        var bytes = store.read(backup.manifest()).orElseThrow(() -> missing(backup.manifest(), "is gone"));
        if (!CountingDigest.of(bytes).equals(backup.manifestSha256())) {
            throw missing(backup.manifest(), "is not what was written");
        }
        for (var object : Json.MAPPER.readValue(bytes, Manifest.class).objects()) {
            check(store, object);
        }
    }

    private static void check(ObjectStore store, Manifest.StoredObject object) {
        var there = store.look(object.key(), object.versionId()).orElseThrow(() -> missing(object.key(), "is gone"));
        if (there.size() != object.sizeBytes()) {
            throw missing(object.key(), "has " + there.size() + " bytes instead of " + object.sizeBytes());
        }
        if (object.etag() != null && !Objects.equals(there.etag(), object.etag())) {
            throw missing(object.key(), "is not what was written");
        }
    }

    /** A manifest under our key that another run wrote is not ours to delete. */
    static void refuseForeign(ObjectStore store, StoredBackup doomed) {
        store.read(doomed.manifest())
                .filter(bytes -> !CountingDigest.of(bytes).equals(doomed.manifestSha256()))
                .ifPresent(ignored -> {
                    throw new Failure(
                            FailureReason.DigestMismatch, doomed.manifest() + " is not what this run has written");
                });
    }

    private static Failure missing(String key, String what) {
        return new Failure(FailureReason.FloorMissing, key + " " + what);
    }
}
