package io.pgbelay.worker.restore;

import io.pgbelay.api.Dump;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.RestoreTarget.Ownership;
import io.pgbelay.contract.Failure;
import io.pgbelay.contract.Manifest;
import io.pgbelay.contract.Manifest.StoredObject;
import io.pgbelay.contract.Order;
import io.pgbelay.pgclient.RestoreCommand;
import io.pgbelay.postgres.Session;
import io.pgbelay.storage.ObjectStore;
import io.pgbelay.storage.ObjectStore.Listed;
import io.pgbelay.stream.CountingDigest;
import io.pgbelay.stream.Nature;
import io.pgbelay.worker.Errand;
import io.pgbelay.worker.Feeding;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A directory that {@code pg_dump -Fd} of others wrote. pg_restore wants all of it as files, so it is laid beside the tools
 * first, where there is room; then read by pg_restore into nothing, before anything is made.
 */
final class DumpFolder {
    private static final Pattern FILE =
            Pattern.compile("toc\\.dat|(blobs(_[0-9]+)?\\.toc|(blob_)?[0-9]+\\.dat)(\\.gz|\\.lz4|\\.zst)?");
    private static final Pattern ROWS = Pattern.compile("[0-9]+\\.dat");
    private static final String TOC = "toc.dat";
    private static final String NAME = "dump.dir";
    private static final int CHUNK = 256 * 1024;
    // The tools' own files, and what else the node needs of its disk.
    private static final long SPARE = 64L << 20;

    private final Order.Restore order;
    private final Errand errand;
    private final String prefix;
    private final List<StoredObject> objects = new ArrayList<>();
    private String encoding = "UTF8";

    private DumpFolder(Order.Restore order, Errand errand, String prefix) {
        this.order = order;
        this.errand = errand;
        this.prefix = prefix;
    }

    /** Whether a key names all that begins with it. */
    static boolean named(String key) {
        return key.endsWith("/");
    }

    /** Where it lies when it was laid. */
    static String path(Errand errand) {
        return errand.tools().path(NAME).toString();
    }

    /** Lays it, and fails where it is no dump, not whole, or too large for the Pod. */
    static DumpFolder lay(Order.Restore order, Errand errand, String prefix) throws IOException, InterruptedException {
        if (order.ownership() == Ownership.Map) {
            throw new Failure(
                    FailureReason.NeedsCustomFormat, "the owners in a directory of pg_dump cannot be mapped to others");
        }
        var folder = new DumpFolder(order, errand, prefix);
        folder.lay(errand.store());
        folder.decode();
        return folder;
    }

    private void lay(ObjectStore store) throws IOException {
        var files = files(store);
        var size = files.stream().mapToLong(Listed::size).sum();
        var room = errand.tools().room();
        if (size > room - SPARE) {
            throw new Failure(
                    FailureReason.PodVolumeTooSmall,
                    "the directory has %d bytes, and the volume that the containers share has room for %d"
                            .formatted(size, Math.max(0, room - SPARE)));
        }
        errand.say("laying " + files.size() + " files of " + size + " bytes beside the tools");
        errand.watch().expect(size);
        var folder = errand.tools().folder(NAME);
        for (var file : files) {
            lay(store, file, folder.resolve(file.key().substring(prefix.length())));
        }
        errand.watch().awaitNothing();
        errand.warn("nothing but the files themselves says that " + prefix + " is what was written");
    }

    private List<Listed> files(ObjectStore store) {
        var files = new ArrayList<Listed>();
        store.each(prefix, one -> {
            if (FILE.matcher(one.key().substring(prefix.length())).matches()) {
                files.add(one);
            }
        });
        var address = store.address(prefix);
        if (files.isEmpty()) {
            throw new Failure(FailureReason.ArtifactMissing, "there is no directory of pg_dump in " + address);
        }
        if (files.stream().noneMatch(one -> one.key().equals(prefix + TOC))) {
            throw new Failure(FailureReason.NotADump, "there is no toc.dat in " + address);
        }
        return files;
    }

    private void lay(ObjectStore store, Listed object, Path file) throws IOException {
        var digest = new CountingDigest();
        var ends = new Ends();
        try (var source = store.open(object.key());
                var out = Files.newOutputStream(errand.tools().open(file))) {
            var buffer = new byte[CHUNK];
            errand.watch().awaitBytes("the store to give bytes");
            for (int count = source.read(buffer); count >= 0; count = source.read(buffer)) {
                errand.watch().moved(count);
                digest.update(buffer, 0, count);
                ends.see(buffer, count);
                write(out, buffer, count);
            }
        }
        judge(object.key(), String.valueOf(file.getFileName()), ends);
        objects.add(new StoredObject(object.key(), digest.bytes(), digest.hex(), null, null));
    }

    private static void write(OutputStream out, byte[] buffer, int count) {
        try {
            out.write(buffer, 0, count);
        } catch (IOException e) {
            throw new Failure(FailureReason.PodVolumeTooSmall, "the files could not be laid: " + e.getMessage(), e);
        }
    }

    /** What is packed says itself where it ends. Of plain rows pg_restore would take half for all. */
    private void judge(String key, String name, Ends ends) {
        if (name.equals(TOC)) {
            if (Nature.of(ends.beginning()) != Nature.ARCHIVE) {
                throw new Failure(FailureReason.NotADump, key + " is no table of contents of pg_dump");
            }
            var told = Foreign.ENCODING.matcher(new String(ends.beginning(), StandardCharsets.ISO_8859_1));
            encoding = told.find() ? told.group(1) : encoding;
        } else if (ROWS.matcher(name).matches() && !ends.ofRows()) {
            throw new Failure(FailureReason.DumpIncomplete, key + " ends before its rows do");
        }
    }

    /** Into nothing: what is damaged, or missing, is known before a database is made. */
    private void decode() throws IOException, InterruptedException {
        var command = new ArrayList<>(RestoreCommand.decode());
        command.add(path(errand));
        try (var run = errand.tools().start(command)) {
            var exit = Feeding.awaitEnd(run, errand, () -> true);
            errand.ended(exit, 0);
            if (!exit.good()) {
                throw new Failure(
                        FailureReason.DumpIncomplete,
                        "pg_restore cannot read all of the directory: exit code " + exit.code());
            }
        }
    }

    /** What a manifest would say. */
    Manifest manifest(Session session) throws SQLException {
        var bytes = objects.stream().mapToLong(StoredObject::sizeBytes).sum();
        return Foreign.manifest(order, session, Dump.Format.Custom, encoding, bytes, "", objects);
    }
}
