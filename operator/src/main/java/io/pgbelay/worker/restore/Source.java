package io.pgbelay.worker.restore;

import com.fasterxml.jackson.core.JacksonException;
import io.pgbelay.api.Dump;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.RestoreTarget.Ownership;
import io.pgbelay.api.RestoreTarget.Privileges;
import io.pgbelay.contract.Failure;
import io.pgbelay.contract.Json;
import io.pgbelay.contract.Manifest;
import io.pgbelay.contract.Order;
import io.pgbelay.postgres.Session;
import io.pgbelay.storage.ObjectStore;
import io.pgbelay.stream.CountingDigest;
import io.pgbelay.worker.Errand;
import java.io.IOException;
import java.sql.SQLException;

/** What is brought back, as a manifest tells of it. */
@FunctionalInterface
interface Source {
    /**
     * The manifest.
     *
     * @param session on the target
     */
    Manifest manifest(Session session) throws SQLException;

    /** What the order names: a backup by its manifest, or a file. */
    static Source of(Order.Restore order, Errand errand) throws IOException, InterruptedException {
        var file = order.file();
        if (file != null && DumpFolder.named(file)) {
            return DumpFolder.lay(order, errand, file)::manifest;
        }
        if (file != null) {
            var foreign = Foreign.read(order, errand, file);
            return session -> fitting(order, foreign.manifest(session));
        }
        var manifest = read(errand.store(), order);
        if (order.manifestSha256().isEmpty()) {
            errand.warn("nobody knows the digest of the manifest: it is believed as it lies there");
        }
        return session -> manifest;
    }

    /** The manifest of a backup, believed only when it is the very document that the order means. */
    static Manifest read(ObjectStore store, Order.Restore order) throws IOException {
        var document = store.read(order.manifest())
                .orElseThrow(() -> new Failure(
                        FailureReason.ArtifactMissing, "there is no manifest " + store.address(order.manifest())));
        var known = order.manifestSha256();
        if (!known.isEmpty() && !CountingDigest.of(document).equals(known)) {
            throw new Failure(
                    FailureReason.DigestMismatch,
                    "the manifest " + order.manifest() + " is not the one that was written");
        }
        try {
            return fitting(order, known(Json.MAPPER.readValue(document, Manifest.class)));
        } catch (JacksonException e) {
            throw new Failure(
                    FailureReason.SpecNotUnderstood, "the manifest cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    /** A word of a later version reads as absent. */
    private static Manifest known(Manifest manifest) {
        if (manifest.format() == null) {
            throw new Failure(FailureReason.SpecNotUnderstood, "the backup has a format that this build does not know");
        }
        if (manifest.format() == Dump.Format.Plain && manifest.archives().size() > 1) {
            throw new Failure(
                    FailureReason.SpecNotUnderstood, "a script of several streams is not known to this build");
        }
        return manifest;
    }

    /** Nothing can be left out of a script, and nothing in it renamed. */
    private static Manifest fitting(Order.Restore order, Manifest manifest) {
        var asItStands = order.ownership() == Ownership.Keep && order.privileges() == Privileges.Keep;
        if (manifest.format() == Dump.Format.Plain && !asItStands) {
            throw new Failure(
                    FailureReason.NeedsCustomFormat,
                    "a Plain dump comes back as it stands: not with other owners, not without its grants");
        }
        return manifest;
    }
}
