package io.pgbelay.worker.restore;

import com.fasterxml.jackson.core.JacksonException;
import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Failure;
import io.pgbelay.contract.Json;
import io.pgbelay.contract.Manifest;
import io.pgbelay.contract.Order;
import io.pgbelay.storage.ObjectStore;
import io.pgbelay.stream.CountingDigest;
import java.io.IOException;

/** The manifest of the backup, believed only when it is the very document that the order means. */
final class Source {
    private Source() {}

    static Manifest read(ObjectStore store, Order.Restore order) throws IOException {
        var document = store.read(order.manifest())
                .orElseThrow(() -> new Failure(
                        FailureReason.ArtifactMissing, "there is no manifest " + store.address(order.manifest())));
        if (!CountingDigest.of(document).equals(order.manifestSha256())) {
            throw new Failure(
                    FailureReason.DigestMismatch,
                    "the manifest " + order.manifest() + " is not the one that was written");
        }
        try {
            return Json.MAPPER.readValue(document, Manifest.class);
        } catch (JacksonException e) {
            throw new Failure(
                    FailureReason.SpecNotUnderstood, "the manifest cannot be read: " + e.getOriginalMessage(), e);
        }
    }
}
