package io.pgbelay.worker.dump;

import io.pgbelay.api.Compression;
import io.pgbelay.api.Dump;
import io.pgbelay.contract.Order;
import io.pgbelay.stream.StageOutput;
import io.pgbelay.worker.Codecs;
import io.pgbelay.worker.Errand;
import io.pgbelay.worker.Seal;
import io.pgbelay.worker.Unpacking;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Optional;

/**
 * What a dump is, how it becomes smaller, and how it is locked up.
 *
 * @param streams how many archives of it are written at once
 */
record Packing(Dump.Format format, Compression compression, Seal seal, int streams) {
    /** As the order wants it; fails where a key is missing or cannot be used. */
    static Packing of(Order.Dump order, Errand errand) throws IOException {
        var seal = Seal.of(order.encryption(), errand.env(), Instant.now(errand.clock()));
        var manifest = seal.manifest();
        if (manifest != null) {
            errand.say("encrypted: " + manifest.method() + " " + String.join(" ", manifest.recipients()));
        }
        return new Packing(
                order.dump().format(), order.compression(), seal, order.dump().streams());
    }

    StageOutput out(OutputStream next) throws IOException {
        return Codecs.out(compression, seal, streams, next);
    }

    /** The way back; empty where only others can go it. */
    Optional<Unpacking> back() {
        return seal.unpacking(compression);
    }

    String extension() {
        return Codecs.extension(format, compression, seal.manifest());
    }
}
