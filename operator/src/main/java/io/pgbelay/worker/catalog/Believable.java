package io.pgbelay.worker.catalog;

import com.fasterxml.jackson.core.JacksonException;
import io.pgbelay.contract.BucketLayout;
import io.pgbelay.contract.CatalogEntry;
import io.pgbelay.contract.Json;
import io.pgbelay.contract.Manifest;
import io.pgbelay.contract.RequestId;
import io.pgbelay.storage.ObjectStore;
import io.pgbelay.stream.CountingDigest;
import io.pgbelay.worker.Receipt;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A manifest that says what its own name says. Whoever may write into the bucket may have written it, so nothing of it is taken
 * on trust: not its size, not its form, and above all no key that is not its run's own.
 */
record Believable(Manifest manifest, String key, String sha256) {
    private static final long LONGEST = 1 << 20;
    private static final Pattern UID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");

    /**
     * Reads and compares.
     *
     * @return empty where the manifest has gone meanwhile
     * @throws Doubt where it cannot be believed
     */
    static Optional<Believable> read(ObjectStore store, BucketLayout layout, ObjectStore.Listed manifest) throws Doubt {
        if (manifest.size() > LONGEST) {
            throw new Doubt("it has " + manifest.size() + " bytes");
        }
        var bytes = store.read(manifest.key());
        return bytes.isEmpty() ? Optional.empty() : Optional.of(of(layout, manifest.key(), bytes.get()));
    }

    private static Believable of(BucketLayout layout, String key, byte[] bytes) throws Doubt {
        try {
            var manifest = Json.MAPPER.readValue(bytes, Manifest.class);
            check(layout, key, manifest);
            return new Believable(manifest, key, CountingDigest.of(bytes));
        } catch (JacksonException e) {
            throw new Doubt("it cannot be read: " + e.getOriginalMessage());
        } catch (IOException | DateTimeException | NullPointerException e) {
            // A record of ours refuses what is missing by the one or the other.
            throw new Doubt("it is not whole: " + e.getMessage());
        }
    }

    private static void check(BucketLayout layout, String key, Manifest manifest) throws Doubt {
        if (!Manifest.API_VERSION.equals(manifest.apiVersion())) {
            throw new Doubt("it is of version " + manifest.apiVersion());
        }
        var request = manifest.request();
        if (!UID.matcher(request.uid()).matches()
                || !NAME.matcher(request.name()).matches()) {
            throw new Doubt("it names no BackupRun");
        }
        Instant.parse(manifest.finishedAt());
        if (!layout.manifest(Instant.parse(manifest.snapshot().time()), request.uid8())
                .equals(key)) {
            throw new Doubt("it belongs under another name");
        }
        checkObjects(key, request, manifest);
    }

    private static void checkObjects(String key, RequestId request, Manifest manifest) throws Doubt {
        var stem = BucketLayout.stem(key, request.uid8()).orElseThrow();
        if (manifest.objects().isEmpty()) {
            throw new Doubt("it names no object");
        }
        for (var object : manifest.objects()) {
            if (!BucketLayout.ofRun(object.key(), stem)) {
                throw new Doubt("it names what is not its own: " + object.key());
            }
        }
    }

    /** The schedule whose backup it is, if any. */
    @Nullable
    String schedule() {
        return manifest.request().schedule();
    }

    /** What is told of it, after a comparison with what was listed of its objects. */
    CatalogEntry entry(ObjectStore store, Bundle listed) {
        return new CatalogEntry(
                manifest.request().uid(),
                manifest.request().namespace() + "/" + manifest.request().name(),
                Receipt.artifact(manifest, key, sha256, store),
                manifest.finishedAt(),
                Receipt.verified(manifest),
                trouble(store, listed));
    }

    private @Nullable String trouble(ObjectStore store, Bundle listed) {
        for (var object : manifest.objects()) {
            if (asWritten(object, listed.object(object.key()))) {
                continue;
            }
            var there = store.look(object.key(), object.versionId());
            if (there.isEmpty()) {
                return object.key() + " is gone";
            }
            if (there.get().size() != object.sizeBytes()) {
                return object.key() + " has " + there.get().size() + " bytes instead of " + object.sizeBytes();
            }
            if (object.etag() != null && !object.etag().equals(there.get().etag())) {
                return object.key() + " is not what was written";
            }
        }
        return null;
    }

    /** What a listing cannot say, such as that a version is still there under a newer one, is asked of the store. */
    private static boolean asWritten(Manifest.StoredObject object, ObjectStore.@Nullable Listed there) {
        return there != null
                && there.size() == object.sizeBytes()
                && (object.etag() == null
                        ? object.versionId() == null
                        : object.etag().equals(there.etag()));
    }
}
