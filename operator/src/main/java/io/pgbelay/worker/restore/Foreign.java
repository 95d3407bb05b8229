package io.pgbelay.worker.restore;

import io.pgbelay.api.Compression;
import io.pgbelay.api.Dump;
import io.pgbelay.api.FailureReason;
import io.pgbelay.archive.ScriptScan;
import io.pgbelay.contract.Failure;
import io.pgbelay.contract.Manifest;
import io.pgbelay.contract.Order;
import io.pgbelay.postgres.DatabaseShape;
import io.pgbelay.postgres.Session;
import io.pgbelay.storage.ObjectStore;
import io.pgbelay.stream.CountingDigest;
import io.pgbelay.stream.Damaged;
import io.pgbelay.stream.DigestInput;
import io.pgbelay.stream.Locked;
import io.pgbelay.stream.Nature;
import io.pgbelay.worker.Errand;
import io.pgbelay.worker.Peeling;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A dump that others wrote, of which no manifest tells anything. All of it is read once before anything is made: then it is
 * known to be a dump, to come to its end, and what its digest is, so that the second reading can be held against the first.
 */
final class Foreign {
    private static final int CHUNK = 256 * 1024;
    /** Where the head of an archive, or of a script, says how its text is written. */
    static final Pattern ENCODING = Pattern.compile("client_encoding = '([A-Za-z0-9_]+)'");

    private static final Pattern DIGEST = Pattern.compile("(?i)\\\\?([0-9a-f]{64})\\b");

    private final Order.Restore order;
    private final Errand errand;
    private final String key;
    private final CountingDigest stored = new CountingDigest();
    private final CountingDigest plain = new CountingDigest();
    private Nature nature = Nature.UNKNOWN;
    private String encoding = "UTF8";
    // A digest can be asked for once.
    private String storedSha256 = "";

    private Foreign(Order.Restore order, Errand errand, String key) {
        this.order = order;
        this.errand = errand;
        this.key = key;
    }

    /** Reads all of it; fails where it is no dump, not whole, locked for others, or leads somewhere else. */
    static Foreign read(Order.Restore order, Errand errand, String key) throws IOException {
        var foreign = new Foreign(order, errand, key);
        foreign.read(errand.store());
        return foreign;
    }

    private void read(ObjectStore store) throws IOException {
        var address = store.address(key);
        if (store.look(key, null).isEmpty()) {
            throw new Failure(FailureReason.ArtifactMissing, "there is no " + address);
        }
        errand.say("reading all of " + address);
        errand.watch().awaitBytes("the store to give bytes");
        try (var source = new DigestInput(store.open(key), stored)) {
            peel(source);
            // What a stage did not need is part of the file all the same.
            source.transferTo(OutputStream.nullOutputStream());
        } catch (Locked e) {
            throw new Failure(FailureReason.DecryptionKeyWrong, String.valueOf(e.getMessage()), e);
        } catch (Damaged e) {
            throw new Failure(FailureReason.DumpIncomplete, address + " cannot be unpacked: " + e.getMessage(), e);
        }
        errand.watch().awaitNothing();
        storedSha256 = stored.hex();
        compare(store);
    }

    private void peel(InputStream source) throws IOException {
        var core = new Peeling(errand.env()).core(source);
        nature = core.nature();
        var told = ENCODING.matcher(core.beginning());
        encoding = told.find() ? told.group(1) : encoding;
        var scan = new ScriptScan();
        var buffer = new byte[CHUNK];
        var bytes = core.bytes();
        for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
            errand.watch().alive();
            plain.update(buffer, 0, count);
            if (nature == Nature.SCRIPT) {
                scan.accept(buffer, 0, count);
            }
        }
        if (nature == Nature.SCRIPT) {
            judge(scan);
        }
    }

    /** psql would be content with half a script, and go where it is told to. */
    private void judge(ScriptScan scan) {
        scan.leaving().ifPresent(words -> {
            throw new Failure(
                    FailureReason.ScriptLeavesDatabase, "it says \"" + words + "\": only one database is restored");
        });
        if (scan.cut()) {
            throw new Failure(FailureReason.DumpIncomplete, "the script ends before the dump does");
        }
        if (!scan.dumped()) {
            errand.warn("the script was not written by pg_dump: nothing in it says where its end is");
        }
    }

    /** Against what {@code sha256sum} wrote beside it, if anybody had it do so. */
    private void compare(ObjectStore store) {
        var beside = store.read(key + ".sha256")
                .map(bytes -> DIGEST.matcher(new String(bytes, StandardCharsets.UTF_8)))
                .filter(digest -> digest.lookingAt())
                .map(digest -> digest.group(1));
        if (beside.isEmpty()) {
            errand.warn("there is no " + key + ".sha256: nothing but the file itself says that it is what was written");
        } else if (!beside.get().equalsIgnoreCase(storedSha256)) {
            throw new Failure(FailureReason.DigestMismatch, key + " is not what its .sha256 says");
        }
    }

    /**
     * What a manifest would say. The database is made as the target makes its own, in the encoding of the dump.
     *
     * @param session on the target
     */
    Manifest manifest(Session session) throws SQLException {
        return manifest(
                order,
                session,
                nature == Nature.SCRIPT ? Dump.Format.Plain : Dump.Format.Custom,
                encoding,
                plain.bytes(),
                plain.hex(),
                List.of(new Manifest.StoredObject(key, stored.bytes(), storedSha256, null, null)));
    }

    /** The same for a dump in these objects. */
    static Manifest manifest(
            Order.Restore order,
            Session session,
            Dump.Format format,
            String encoding,
            long bytes,
            String sha256,
            List<Manifest.StoredObject> objects)
            throws SQLException {
        return new Manifest(
                Manifest.API_VERSION,
                order.request(),
                order.attempt(),
                "",
                order.database(),
                source(session, encoding),
                new Manifest.Snapshot("", null),
                format,
                null,
                new Compression(Compression.Algorithm.None, 1),
                null,
                bytes,
                sha256,
                objects,
                null,
                List.of(),
                "",
                null,
                null,
                null,
                null,
                new Manifest.RestoreCommands("", ""));
    }

    /** Locales belong to an encoding; C goes with each. */
    private static Manifest.Source source(Session session, String encoding) throws SQLException {
        var usual = DatabaseShape.read(session);
        var fitting = usual.encoding().equals(encoding);
        return new Manifest.Source(
                "",
                0,
                "",
                0,
                "",
                "",
                null,
                null,
                encoding,
                fitting ? usual.collate() : "C",
                fitting ? usual.ctype() : "C",
                fitting ? usual.provider() : "c",
                fitting ? usual.locale() : null,
                session.texts("SELECT current_user").getFirst(),
                null,
                List.of(),
                List.of(),
                0);
    }
}
