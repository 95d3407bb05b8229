package io.pgbelay.worker.prune;

import io.pgbelay.api.FailureReason;
import io.pgbelay.api.Stage;
import io.pgbelay.contract.BucketLayout;
import io.pgbelay.contract.Failure;
import io.pgbelay.contract.Order;
import io.pgbelay.contract.Outcome;
import io.pgbelay.contract.Pruned;
import io.pgbelay.contract.StoredBackup;
import io.pgbelay.storage.ObjectStore;
import io.pgbelay.worker.Errand;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order to prune, from beginning to end.
 *
 * <p>First every backup of the floor is looked at: where one is not whole, nothing is deleted. Then the doomed go one by
 * one, each with its manifest first, so that what is left of a broken attempt is no backup any more. Only keys that carry
 * the UID of the very run are touched. What the store's own lock keeps is left whole.
 */
public final class Pruning {
    private final ObjectStore store;
    private final Order.Prune order;
    private final Errand errand;
    private final Hindrances hindrances = new Hindrances();
    private final Sweeping sweeping;
    private final List<String> gone = new ArrayList<>();

    private Pruning(Order.Prune order, Errand errand) {
        this.store = errand.store();
        this.order = order;
        this.errand = errand;
        this.sweeping = new Sweeping(order.leftovers(), errand, hindrances);
    }

    /** Deletes, and tells which backups are gone. */
    public static Outcome carryOut(Order.Prune order, Errand errand) throws IOException {
        return new Pruning(order, errand).carryOut();
    }

    private Outcome carryOut() throws IOException {
        try {
            for (var backup : order.floor()) {
                Wholeness.check(store, backup);
            }
        } catch (Failure e) {
            return outcome(e.reason(), e.sentence() + "; nothing was deleted");
        }
        errand.say("the floor is whole: " + order.floor().size() + " backups");
        for (var doomed : order.doomed()) {
            take(doomed);
            errand.watch().alive();
        }
        sweeping.carryOut();
        errand.stage(new Stage("prune", 0, null));
        return outcome(null, deeds() + hindrances.words());
    }

    /** What could not be deleted is told beside; only a floor that is not whole makes the order fail. */
    private Outcome outcome(@Nullable FailureReason reason, String message) {
        var pruned = new Pruned(
                gone,
                hindrances.count(),
                hindrances.reason(),
                hindrances.lockedUntil(),
                sweeping.swept(),
                reason == null ? sweeping.until() : null,
                order.copy());
        return new Outcome(reason, message, errand.stages(), null, null, null, null, null, null, null, pruned, null);
    }

    private void take(StoredBackup doomed) {
        try {
            var objects = objects(doomed);
            var lock = hindrances.lock(objects, errand.clock().instant());
            if (lock.isPresent()) {
                errand.say(doomed.manifest() + " is locked until " + lock.get());
                return;
            }
            for (var object : objects) {
                store.delete(object.key(), object.versionId());
            }
            errand.say("deleted " + doomed.manifest() + " and what it named: " + objects.size() + " objects");
            gone.add(doomed.uid8());
        } catch (Failure e) {
            errand.say("could not delete " + doomed.manifest() + ": " + e.sentence());
            hindrances.failed(e);
        }
    }

    /** All objects of the run, the manifest first. None at all is no fault: an earlier attempt has been here. */
    private List<ObjectStore.Seen> objects(StoredBackup doomed) {
        var stem = BucketLayout.stem(doomed.manifest(), doomed.uid8())
                .orElseThrow(() -> new Failure(
                        FailureReason.InternalError, doomed.manifest() + " is no key of run " + doomed.uid()));
        Wholeness.refuseForeign(store, doomed);
        return store.keys(stem, stem).stream()
                .filter(key -> BucketLayout.ofRun(key, stem))
                .sorted((one, other) -> Boolean.compare(other.equals(doomed.manifest()), one.equals(doomed.manifest())))
                .flatMap(key -> store.look(key, null).stream())
                .toList();
    }

    private String deeds() {
        var deleted = gone.size() + " of " + order.doomed().size()
                + (order.copy() == null ? " backups" : " copies " + order.copy()) + " were deleted";
        return sweeping.swept() == 0
                ? deleted
                : deleted + ", " + sweeping.swept() + " leftovers of failed attempts were swept";
    }
}
