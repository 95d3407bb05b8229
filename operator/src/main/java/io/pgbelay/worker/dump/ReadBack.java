package io.pgbelay.worker.dump;

import io.pgbelay.api.Dump;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.Verification.AfterEach;
import io.pgbelay.api.Verified.Level;
import io.pgbelay.contract.Archive;
import io.pgbelay.contract.Failure;
import io.pgbelay.pgclient.RestoreCommand;
import io.pgbelay.storage.ObjectStore;
import io.pgbelay.worker.ArchiveInput;
import io.pgbelay.worker.Errand;
import io.pgbelay.worker.Feeding;
import io.pgbelay.worker.SideBySide;
import io.pgbelay.worker.StoredInput;
import io.pgbelay.worker.Unpacking;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Proves what lies in the store, as far as the order asks for it and this Pod can. */
final class ReadBack {
    private ReadBack() {}

    /** Whether the dump is to be decoded while it is written, because nobody here can read it afterwards. */
    static boolean early(AfterEach wish, Packing packing) {
        return wish == AfterEach.Decode && packing.back().isEmpty() && packing.format() == Dump.Format.Custom;
    }

    /** Returns the level that is reached; null where nothing was to be read. */
    static @Nullable Level run(ObjectStore store, Dumped dumped, AfterEach wish, Packing packing, Errand errand)
            throws IOException, InterruptedException, SQLException {
        if (wish == AfterEach.None) {
            return null;
        }
        errand.say("reading back " + dumped.storedBytes() + " bytes");
        return SideBySide.run(
                        packing.streams(),
                        dumped.archives().stream()
                                .<Callable<Level>>map(archive -> () -> level(store, archive, wish, packing, errand))
                                .toList())
                .getFirst();
    }

    /** All archives of a dump come to the same. */
    private static Level level(ObjectStore store, Archive archive, AfterEach wish, Packing packing, Errand errand)
            throws IOException, InterruptedException {
        var back = packing.back();
        if (wish == AfterEach.Digest || back.isEmpty()) {
            compare(store, archive, errand);
            return early(wish, packing) ? Level.Decoded : Level.Digest;
        }
        return switch (packing.format()) {
            case Custom -> decode(store, archive, back.get(), errand);
            case Plain -> unpack(store, archive, back.get(), errand);
        };
    }

    /** All of it is read and compared byte for byte, by its digest. */
    private static void compare(ObjectStore store, Archive archive, Errand errand) throws IOException {
        errand.watch().awaitBytes("the store to give bytes");
        try (var stored = new StoredInput(
                store, archive.objects(), ignored -> errand.watch().alive())) {
            stored.check();
        }
        errand.watch().awaitNothing();
    }

    /** Besides, all of it is unpacked, and decoded by pg_restore into nothing. */
    private static Level decode(ObjectStore store, Archive archive, Unpacking back, Errand errand)
            throws IOException, InterruptedException {
        var watch = errand.watch();
        try (var dump = new ArchiveInput(store, archive.objects(), back, watch, bytes -> watch.alive());
                var run = errand.tools().startFed(RestoreCommand.decode())) {
            var exit = Feeding.run(dump, run, errand, () -> false);
            dump.check(archive.dumpBytes(), archive.dumpSha256());
            if (!exit.good()) {
                throw new Failure(
                        FailureReason.DumpFailed, "pg_restore cannot decode the dump: exit code " + exit.code());
            }
            return Level.Decoded;
        } catch (Failure e) {
            throw e.reason() == FailureReason.DecryptionKeyWrong ? damaged(e) : e;
        }
    }

    /** All of it is unpacked and compared; no tool reads a script without running it. */
    private static Level unpack(ObjectStore store, Archive archive, Unpacking back, Errand errand) throws IOException {
        var watch = errand.watch();
        try (var script = new ArchiveInput(store, archive.objects(), back, watch, bytes -> watch.alive())) {
            script.check(archive.dumpBytes(), archive.dumpSha256());
            return Level.Digest;
        } catch (Failure e) {
            throw e.reason() == FailureReason.DecryptionKeyWrong ? damaged(e) : e;
        }
    }

    /** What was locked a moment ago opens with the same passphrase, or is not what was written. */
    private static Failure damaged(Failure e) {
        return new Failure(FailureReason.DigestMismatch, "what was read back cannot be opened: " + e.sentence(), e);
    }
}
