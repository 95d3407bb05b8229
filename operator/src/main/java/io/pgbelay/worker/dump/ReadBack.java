package io.pgbelay.worker.dump;

import io.pgbelay.api.Compression;
import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Failure;
import io.pgbelay.pgclient.RestoreCommand;
import io.pgbelay.storage.ObjectStore;
import io.pgbelay.worker.ArchiveInput;
import io.pgbelay.worker.Errand;
import io.pgbelay.worker.Feeding;
import java.io.IOException;

/**
 * Proves what lies in the store: all of it is read, compared byte for byte by its digest, and decoded by pg_restore into
 * nothing.
 */
final class ReadBack {
    private ReadBack() {}

    static void run(ObjectStore store, Dumped dumped, Compression compression, Errand errand)
            throws IOException, InterruptedException {
        var watch = errand.watch();
        try (var archive = new ArchiveInput(store, dumped.objects(), compression, watch, bytes -> watch.alive());
                var run = errand.tools().startFed(RestoreCommand.decode())) {
            var exit = Feeding.run(archive, run, errand, () -> false);
            archive.check(dumped.bytes(), dumped.sha256());
            if (!exit.good()) {
                throw new Failure(
                        FailureReason.DumpFailed, "pg_restore cannot decode the dump: exit code " + exit.code());
            }
        }
    }
}
