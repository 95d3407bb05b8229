package io.pgbelay.worker.copy;

import com.fasterxml.jackson.core.JacksonException;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.Stage;
import io.pgbelay.contract.BucketLayout;
import io.pgbelay.contract.Failure;
import io.pgbelay.contract.Json;
import io.pgbelay.contract.Manifest;
import io.pgbelay.contract.Manifest.StoredObject;
import io.pgbelay.contract.Order;
import io.pgbelay.contract.Outcome;
import io.pgbelay.contract.Side;
import io.pgbelay.storage.ObjectStore;
import io.pgbelay.storage.ObjectStores;
import io.pgbelay.stream.CountingDigest;
import io.pgbelay.worker.Errand;
import io.pgbelay.worker.Receipt;
import io.pgbelay.worker.dump.Writing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An order to copy, from beginning to end.
 *
 * <p>Objects first, each compared with its digest while it passes; the manifest last, and only while that of the backup is
 * still what it was. Until then a failure takes back all that this attempt has written. From the moment on at which the
 * manifest may be there nothing is taken back: what no manifest names is cleared up by the attempt that finds one.
 */
public final class Copying {
    private final Order.Copy order;
    private final Errand errand;
    private final ObjectStore to;
    private final Relocation relocation;

    private Copying(Order.Copy order, Errand errand, ObjectStore from) {
        this.order = order;
        this.errand = errand;
        this.to = errand.store();
        this.relocation = Relocation.of(order, from, to);
    }

    /** Copies a backup. */
    public static Outcome carryOut(Order.Copy order, Errand errand) throws IOException {
        try (var from = ObjectStores.open(order.from(), Side.FROM.of(errand.env()))) {
            return new Copying(order, errand, from).run();
        }
    }

    private Outcome run() throws IOException {
        var manifest = original();
        errand.say("copy " + order.backup().manifest() + " to " + to.address(relocation.manifest()));
        var earlier = earlier(manifest);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        abortLeftovers();
        var total =
                manifest.objects().stream().mapToLong(StoredObject::sizeBytes).sum();
        errand.watch().expect(total);
        var passage = new Passage(relocation, errand);
        var objects = new ArrayList<StoredObject>();
        for (var object : manifest.objects()) {
            objects.add(passage.bring(object));
        }
        objects.forEach(this::digest);
        errand.stage(new Stage("copy", 0, total));
        original();
        return commit(manifest, relocation.there(manifest, objects), total);
    }

    /** What the backup is, believed only as long as it is the very document that the order means. */
    private Manifest original() throws IOException {
        var key = order.backup().manifest();
        var document = relocation
                .from()
                .read(key)
                .orElseThrow(() -> new Failure(
                        FailureReason.ArtifactMissing,
                        "there is no manifest " + relocation.from().address(key)));
        if (!CountingDigest.of(document).equals(order.backup().manifestSha256())) {
            throw new Failure(FailureReason.DigestMismatch, "the manifest " + key + " is not the one that was written");
        }
        return Json.MAPPER.readValue(document, Manifest.class);
    }

    private Outcome commit(Manifest manifest, Manifest there, long total) throws IOException {
        errand.undo().forget();
        var document = Writing.document(there);
        try {
            to.put(relocation.manifest(), document);
        } catch (Failure e) {
            if (e.reason() != FailureReason.KeyTaken) {
                throw e;
            }
            return earlier(manifest).orElseThrow(() -> e);
        }
        return told(there, document, "copied " + Receipt.human(total));
    }

    /** An attempt that died after it wrote the manifest has made a copy; one that was cut off may have been faster. */
    private Optional<Outcome> earlier(Manifest manifest) throws IOException {
        var document = to.read(relocation.manifest());
        if (document.isEmpty()) {
            return Optional.empty();
        }
        var there = read(document.get());
        if (!Relocation.same(manifest, there)) {
            throw new Failure(
                    FailureReason.KeyTaken, "another backup's manifest lies at " + to.address(relocation.manifest()));
        }
        there.objects().forEach(this::expect);
        return Optional.of(told(there, document.get(), "the copy was there already"));
    }

    private Manifest read(byte[] document) throws IOException {
        try {
            return Json.MAPPER.readValue(document, Manifest.class);
        } catch (JacksonException e) {
            throw new Failure(
                    FailureReason.KeyTaken,
                    "what lies at " + to.address(relocation.manifest()) + " is no manifest: " + e.getOriginalMessage(),
                    e);
        }
    }

    private void expect(StoredObject object) {
        var there = to.look(object.key(), object.versionId());
        if (there.isEmpty()
                || there.get().size() != object.sizeBytes()
                || (object.etag() != null && !Objects.equals(there.get().etag(), object.etag()))) {
            throw new Failure(
                    FailureReason.ArtifactMissing,
                    "the copy's manifest is there, and " + to.address(object.key())
                            + " is not what it says; once that manifest is deleted, it is copied again");
        }
    }

    private Outcome told(Manifest there, byte[] document, String message) {
        clearUp(there);
        return Receipt.of(
                there,
                relocation.manifest(),
                CountingDigest.of(document),
                to,
                errand.stages(),
                message + " to " + to.address(relocation.manifest()),
                null);
    }

    private void digest(StoredObject object) {
        var key = BucketLayout.digest(object.key());
        Writing.digests(to, List.of(object));
        errand.undo().add("take back " + key, () -> to.delete(key, null));
    }

    /** Uploads of attempts before this one: each has keys of its own, and all of them have ended or will come too late. */
    private void abortLeftovers() {
        try {
            to.leftovers(relocation.target()).stream()
                    .filter(left -> left.key().startsWith(relocation.target() + "-"))
                    .forEach(to::abort);
        } catch (Failure e) {
            errand.say("unfinished uploads could not be cleared up: " + e.sentence());
        }
    }

    /** Where the manifest is there for good, no other attempt's objects will ever be named by one. */
    private void clearUp(Manifest there) {
        var named = there.objects().stream()
                .flatMap(object -> Stream.of(object.key(), BucketLayout.digest(object.key())))
                .collect(Collectors.toSet());
        try {
            to.keys(relocation.target(), relocation.target()).stream()
                    .filter(key -> key.startsWith(relocation.target() + "-") && !named.contains(key))
                    .forEach(key -> to.delete(key, null));
        } catch (Failure e) {
            errand.say("what earlier attempts left could not be cleared up: " + e.sentence());
        }
    }
}
