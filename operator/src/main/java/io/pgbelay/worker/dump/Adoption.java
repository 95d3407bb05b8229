package io.pgbelay.worker.dump;

import io.pgbelay.contract.BucketLayout;
import io.pgbelay.contract.Json;
import io.pgbelay.contract.Manifest;
import io.pgbelay.contract.Order;
import io.pgbelay.contract.Outcome;
import io.pgbelay.storage.ObjectStore;
import io.pgbelay.stream.CountingDigest;
import io.pgbelay.worker.Receipt;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A mover that died after it wrote the manifest has made a backup: the next attempt finds it and makes no second one. */
final class Adoption {
    // Clocks of cluster and database server may differ.
    private static final Duration SKEW = Duration.ofDays(1);

    private Adoption() {}

    static Optional<Outcome> find(ObjectStore store, BucketLayout layout, Order.Dump order) throws IOException {
        var request = order.request();
        var from = layout.familyFrom(Instant.parse(request.createdAt()).minus(SKEW));
        for (var key : store.keys(layout.family(), from)) {
            var bytes = layout.manifestOf(key, request.uid8()) ? store.read(key) : Optional.<byte[]>empty();
            if (bytes.isEmpty()) {
                continue;
            }
            var manifest = Json.MAPPER.readValue(bytes.get(), Manifest.class);
            if (manifest.request().uid().equals(request.uid())) {
                return Optional.of(Receipt.of(
                        manifest,
                        key,
                        CountingDigest.of(bytes.get()),
                        store,
                        manifest.stages(),
                        "an earlier attempt of this run had finished: its backup was adopted",
                        null));
            }
        }
        return Optional.empty();
    }
}
