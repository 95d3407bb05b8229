package io.pgbelay.worker.dump;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pgbelay.contract.BucketLayout;
import io.pgbelay.contract.Json;
import io.pgbelay.contract.Manifest;
import io.pgbelay.contract.Manifest.StoredObject;
import io.pgbelay.storage.ObjectStore;
import java.nio.charset.StandardCharsets;

/** What is written beside the data: the digests, then the manifest, by which the backup exists. */
public final class Writing {
    private Writing() {}

    /** The manifest, as it is written. */
    public static byte[] document(Manifest manifest) {
        try {
            return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a manifest is always JSON", e);
        }
    }

    /** Beside each object a file that {@code sha256sum -c} reads. */
    public static void digests(ObjectStore store, Iterable<StoredObject> objects) {
        for (var object : objects) {
            var name = object.key().substring(object.key().lastIndexOf('/') + 1);
            var line = object.sha256() + "  " + name + "\n";
            store.put(BucketLayout.digest(object.key()), line.getBytes(StandardCharsets.UTF_8));
        }
    }
}
