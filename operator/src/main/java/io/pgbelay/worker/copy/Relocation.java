package io.pgbelay.worker.copy;

import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.BucketLayout;
import io.pgbelay.contract.Failure;
import io.pgbelay.contract.Manifest;
import io.pgbelay.contract.Manifest.RestoreCommands;
import io.pgbelay.contract.Manifest.StoredObject;
import io.pgbelay.contract.Order;
import io.pgbelay.storage.ObjectStore;
import io.pgbelay.worker.ShellWords;
import java.util.List;

/**
 * A backup under the keys of another storage. The number of the attempt in a key is that of the copy, so that no two attempts
 * to copy ever write the same object.
 *
 * @param stem what all keys of the backup begin with
 * @param target what all keys of the copy begin with
 */
record Relocation(ObjectStore from, ObjectStore to, String stem, String target, int attempt) {
    static Relocation of(Order.Copy order, ObjectStore from, ObjectStore to) {
        var backup = order.backup();
        var stem = BucketLayout.stem(backup.manifest(), backup.uid8())
                .orElseThrow(() -> new Failure(
                        FailureReason.InternalError, backup.manifest() + " is no key of run " + backup.uid()));
        var name = stem.substring(stem.lastIndexOf('/') + 1);
        var target = to.prefix().isEmpty() ? name : to.prefix() + "/" + name;
        return new Relocation(from, to, stem, target, order.attempt());
    }

    /** Key of the copy's manifest. */
    String manifest() {
        return BucketLayout.manifestOfStem(target);
    }

    /** Key under which this attempt writes an object. */
    String key(StoredObject object) {
        if (!object.key().startsWith(stem + "-")) {
            throw new Failure(FailureReason.DigestMismatch, "the manifest names what is not its own: " + object.key());
        }
        return target + object.key().substring(stem.length()).replaceFirst("^-[0-9]+", "-" + attempt);
    }

    /** The manifest as it is written there; its commands read from there. */
    Manifest there(Manifest manifest, List<StoredObject> objects) {
        var check = manifest.restore().check();
        var restore = manifest.restore().restore();
        for (int i = 0; i < objects.size(); i++) {
            var old =
                    ShellWords.of(from.readingCommand(manifest.objects().get(i).key()));
            var now = ShellWords.of(to.readingCommand(objects.get(i).key()));
            check = check.replace(old, now);
            restore = restore.replace(old, now);
        }
        return manifest.at(objects, new RestoreCommands(check, restore));
    }

    /** Whether two manifests tell of the same backup, wherever it lies. */
    static boolean same(Manifest one, Manifest other) {
        return bare(one).equals(bare(other));
    }

    private static Manifest bare(Manifest manifest) {
        var objects = manifest.objects().stream()
                .map(object -> new StoredObject("", object.sizeBytes(), object.sha256(), null, null))
                .toList();
        return manifest.at(objects, new RestoreCommands("", ""));
    }
}
