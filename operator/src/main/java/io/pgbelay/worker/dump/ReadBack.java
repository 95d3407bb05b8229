package io.pgbelay.worker.dump;

import io.pgbelay.api.Dump;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.Verification.AfterEach;
import io.pgbelay.api.Verified.Level;
import io.pgbelay.contract.Failure;
import io.pgbelay.pgclient.RestoreCommand;
import io.pgbelay.storage.ObjectStore;
import io.pgbelay.worker.ArchiveInput;
import io.pgbelay.worker.Errand;
import io.pgbelay.worker.Feeding;
import io.pgbelay.worker.StoredInput;
import io.pgbelay.worker.Unpacking;
import java.io.IOException;
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
            throws IOException, InterruptedException {
        if (wish == AfterEach.None) {
            return null;
        }
        errand.say("reading back " + dumped.storedBytes() + " bytes");
        var back = packing.back();
        if (wish == AfterEach.Digest || back.isEmpty()) {
            compare(store, dumped, errand);
            return early(wish, packing) ? Level.Decoded : Level.Digest;
        }
        return switch (packing.format()) {
            case Custom -> decode(store, dumped, back.get(), errand);
            case Plain -> unpack(store, dumped, back.get(), errand);
        };
    }

    /** All of it is read and compared byte for byte, by its digest. */
    private static void compare(ObjectStore store, Dumped dumped, Errand errand) throws IOException {
        errand.watch().awaitBytes("the store to give bytes");
        try (var stored = new StoredInput(
                store, dumped.objects(), ignored -> errand.watch().alive())) {
            stored.check();
        }
        errand.watch().awaitNothing();
    }

    /** Besides, all of it is unpacked, and decoded by pg_restore into nothing. */
    private static Level decode(ObjectStore store, Dumped dumped, Unpacking back, Errand errand)
            throws IOException, InterruptedException {
        var watch = errand.watch();
        try (var archive = new ArchiveInput(store, dumped.objects(), back, watch, bytes -> watch.alive());
                var run = errand.tools().startFed(RestoreCommand.decode())) {
            var exit = Feeding.run(archive, run, errand, () -> false);
            archive.check(dumped.bytes(), dumped.sha256());
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
    private static Level unpack(ObjectStore store, Dumped dumped, Unpacking back, Errand errand) throws IOException {
        var watch = errand.watch();
        try (var script = new ArchiveInput(store, dumped.objects(), back, watch, bytes -> watch.alive())) {
            script.check(dumped.bytes(), dumped.sha256());
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
