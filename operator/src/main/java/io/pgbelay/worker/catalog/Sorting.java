package io.pgbelay.worker.catalog;

import io.pgbelay.storage.ObjectStore;
import io.pgbelay.worker.Errand;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sorts what a listing tells: to the readers what has a manifest, all else is counted. Never holds more than one backup's keys. */
final class Sorting {
    private final Readers readers;
    private final Errand errand;
    private @Nullable Bundle open;
    private int keys;
    private int leftovers;
    private int foreign;

    Sorting(Readers readers, Errand errand) {
        this.readers = readers;
        this.errand = errand;
    }

    void take(ObjectStore.Listed object) {
        keys++;
        errand.watch().alive();
        readers.layout()
                .stemIn(object.key())
                .ifPresentOrElse(stem -> bundle(stem).add(object), () -> foreign++);
    }

    private Bundle bundle(String stem) {
        var same = Optional.ofNullable(open).filter(bundle -> bundle.goesOn(stem));
        if (same.isPresent()) {
            return same.get();
        }
        close();
        var next = new Bundle(stem);
        open = next;
        return next;
    }

    /** There is no more of the last one. */
    void close() {
        var done = open;
        open = null;
        if (done == null) {
            return;
        }
        var manifest = done.manifest();
        if (manifest == null) {
            leftovers += done.size();
        } else {
            readers.read(manifest, done);
        }
    }

    int keys() {
        return keys;
    }

    int leftovers() {
        return leftovers;
    }

    int foreign() {
        return foreign;
    }
}
