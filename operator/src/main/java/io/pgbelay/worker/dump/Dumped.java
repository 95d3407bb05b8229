package io.pgbelay.worker.dump;

import io.pgbelay.contract.Fingerprint;
import io.pgbelay.contract.Manifest.StoredObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What lies in the store after a good dump, before anything proves it.
 *
 * @param bytes of the dump, before compression
 * @param sha256 of the same
 * @param fingerprint of what it holds; absent where nobody asked, or the archive was not understood
 */
record Dumped(
        List<StoredObject> objects,
        long bytes,
        String sha256,
        @Nullable Fingerprint fingerprint) {
    Dumped {
        objects = List.copyOf(objects);
    }

    /** Size of all objects. */
    long storedBytes() {
        return objects.stream().mapToLong(StoredObject::sizeBytes).sum();
    }
}
