package io.pgbelay.worker.dump;

import io.pgbelay.archive.ArchiveScan;
import io.pgbelay.contract.Archive;
import io.pgbelay.pgclient.ToolRun;
import io.pgbelay.pgclient.ToolTroubles;
import io.pgbelay.postgres.Holder;
import io.pgbelay.stream.CountingDigest;
import io.pgbelay.worker.Errand;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** pg_dump's bytes on their way into the store. An end of bytes is no success: the exit code is. */
final class DumpStream {
    private static final int CHUNK = 256 * 1024;

    private DumpStream() {}

    /**
     * An archive of which every byte was taken, and nothing is seen yet.
     *
     * @param bytes before compression and encryption
     * @param sha256 of the same
     * @param scan what it holds; absent where nobody asked
     */
    record Passed(
            DataObjects objects,
            long bytes,
            String sha256,
            @Nullable ArchiveScan scan) {
        /** Makes its objects appear. */
        Archive complete() throws IOException {
            return new Archive(objects.complete(), bytes, sha256);
        }
    }

    /**
     * Dumps.
     *
     * @param witnesses who see the dump before it is packed
     */
    static Passed run(
            List<String> command,
            Packing packing,
            Witnesses witnesses,
            DataObjects objects,
            Holder holder,
            Errand errand)
            throws IOException, InterruptedException {
        var watch = errand.watch();
        errand.undo().add("abort the upload", objects::abort);
        try (var run = errand.tools().start(command);
                var stages = packing.out(objects)) {
            var plain = new CountingDigest();
            var exit = copy(run, plain, witnesses, stages, errand);
            if (!exit.good()) {
                throw holder.explain(ToolTroubles.ofDump(exit));
            }
            witnesses.swear();
            watch.awaitBytes("the store to take the rest");
            stages.finish();
            watch.awaitNothing();
            return new Passed(objects, plain.bytes(), plain.hex(), witnesses.scan());
        }
    }

    private static ToolRun.Exit copy(
            ToolRun run, CountingDigest plain, Witnesses witnesses, OutputStream stages, Errand errand)
            throws IOException, InterruptedException {
        var watch = errand.watch();
        var buffer = new byte[CHUNK];
        watch.awaitBytes("pg_dump to write");
        var stdout = run.stdout();
        int count = stdout.read(buffer);
        errand.say("pg_dump writes");
        for (; count >= 0; count = stdout.read(buffer)) {
            watch.moved(count);
            plain.update(buffer, 0, count);
            witnesses.see(buffer, count);
            watch.awaitBytes("the store to take bytes");
            stages.write(buffer, 0, count);
            watch.awaitBytes("pg_dump to write");
        }
        watch.awaitNothing();
        var exit = run.exit();
        errand.ended(exit, plain.bytes());
        return exit;
    }
}
