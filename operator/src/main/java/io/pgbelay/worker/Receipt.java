package io.pgbelay.worker;

import io.pgbelay.api.Artifact;
import io.pgbelay.api.Stage;
import io.pgbelay.api.Verified;
import io.pgbelay.contract.Manifest;
import io.pgbelay.contract.Manifest.StoredObject;
import io.pgbelay.contract.Outcome;
import io.pgbelay.storage.ObjectStore;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A manifest in the store, as the outcome tells of it. */
public final class Receipt {
    private static final long KIB = 1024;
    private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB");

    private Receipt() {}

    /** An outcome that tells of it. */
    public static Outcome of(
            Manifest manifest,
            String key,
            String sha256,
            ObjectStore store,
            List<Stage> stages,
            String message,
            @Nullable String warnings) {
        var artifact = artifact(manifest, key, sha256, store);
        return new Outcome(null, message, stages, artifact, verified(manifest), null, null, warnings);
    }

    /** What the backup left in the storage. */
    public static Artifact artifact(Manifest manifest, String key, String sha256, ObjectStore store) {
        var size =
                manifest.objects().stream().mapToLong(StoredObject::sizeBytes).sum();
        var first = manifest.objects().getFirst();
        var source = manifest.source();
        var encryption = manifest.encryption();
        return new Artifact(
                store.address(first.key()),
                key,
                human(size),
                size,
                manifest.dumpBytes(),
                first.sha256(),
                manifest.dumpSha256(),
                sha256,
                manifest.format(),
                encryption == null ? null : encryption.method(),
                manifest.snapshot().time(),
                manifest.snapshot().lsn(),
                source.databaseBytes(),
                source.serverVersion(),
                source.clientVersion(),
                source.systemIdentifier(),
                source.tables(),
                manifest.fingerprint() == null ? null : manifest.fingerprint().rows(),
                manifest.selfContained(),
                manifest.largestTableShare());
    }

    /** How far the backup had been proven when its manifest was written. */
    public static @Nullable Verified verified(Manifest manifest) {
        var level = manifest.verified();
        return level == null ? null : new Verified(level, manifest.finishedAt());
    }

    /** A size for people. */
    public static String human(long bytes) {
        var value = (double) bytes;
        var unit = 0;
        while (value >= KIB && unit < UNITS.size() - 1) {
            value /= KIB;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, UNITS.get(unit));
    }
}
