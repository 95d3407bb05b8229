package io.pgbelay.worker.copy;

import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Failure;
import io.pgbelay.contract.Manifest.StoredObject;
import io.pgbelay.storage.Upload;
import io.pgbelay.stream.CountingDigest;
import io.pgbelay.worker.Errand;
import io.pgbelay.worker.StoredInput;
import java.io.IOException;

/** From the one storage into the other, without a disk between: no object appears there whose digest is not the manifest's. */
final class Passage {
    private static final int CHUNK = 256 * 1024;

    private final Relocation relocation;
    private final Errand errand;

    Passage(Relocation relocation, Errand errand) {
        this.relocation = relocation;
        this.errand = errand;
    }

    /** Copies an object, and tells how it lies there. */
    StoredObject bring(StoredObject object) throws IOException {
        var to = relocation.to();
        var key = relocation.key(object);
        try (var upload = to.upload(key, 1, ignored -> errand.watch().alive())) {
            errand.undo().add("abort the upload of " + key, upload::abort);
            StoredInput.same(object.key(), stream(object, upload), object.sizeBytes(), object.sha256());
            errand.watch().awaitBytes("the store to take the rest");
            var stored = upload.complete();
            errand.undo().add("take back " + key, () -> to.delete(key, stored.versionId()));
            errand.watch().awaitNothing();
            expect(key, object.sizeBytes());
            return new StoredObject(key, object.sizeBytes(), object.sha256(), stored.etag(), stored.versionId());
        }
    }

    private CountingDigest stream(StoredObject object, Upload upload) throws IOException {
        var watch = errand.watch();
        var digest = new CountingDigest();
        var buffer = new byte[CHUNK];
        watch.awaitBytes("the store to give bytes");
        try (var source = relocation.from().open(object.key())) {
            for (int count = source.read(buffer); count >= 0; count = source.read(buffer)) {
                watch.moved(count);
                digest.update(buffer, 0, count);
                watch.awaitBytes("the store to take bytes");
                upload.write(buffer, 0, count);
                watch.awaitBytes("the store to give bytes");
            }
        }
        watch.awaitNothing();
        return digest;
    }

    private void expect(String key, long size) {
        var there = relocation.to().look(key, null);
        if (there.isEmpty() || there.get().size() != size) {
            throw new Failure(
                    FailureReason.DigestMismatch,
                    relocation.to().address(key) + " has not the " + size + " bytes that were sent");
        }
    }
}
