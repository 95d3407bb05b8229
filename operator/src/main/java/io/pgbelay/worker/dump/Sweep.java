package io.pgbelay.worker.dump;

import io.pgbelay.contract.BucketLayout;
import io.pgbelay.contract.Failure;
import io.pgbelay.contract.Order;
import io.pgbelay.storage.ObjectStore;
import io.pgbelay.worker.Errand;
import java.util.stream.Stream;

/**
 * Clears up after attempts that died: parts of an unfinished upload show in no listing, and cost money for ever. Only
 * uploads of this run and of runs that have ended are touched.
 */
final class Sweep {
    private Sweep() {}

    static void run(ObjectStore store, BucketLayout layout, Order.Dump order, Errand errand) {
        try {
            store.leftovers(layout.family()).stream()
                    .filter(left -> dead(order, layout, left.key()))
                    .forEach(left -> {
                        errand.say("aborting an upload that a dead attempt left: " + left.key());
                        store.abort(left);
                    });
        } catch (Failure e) {
            // Keys that may write but not list uploads are no reason to have no backup.
            errand.say("unfinished uploads could not be cleared up: " + e.getMessage());
        }
    }

    private static boolean dead(Order.Dump order, BucketLayout layout, String key) {
        var ended = order.endedRuns().stream().map(uid -> uid.substring(0, 8));
        return Stream.concat(ended, Stream.of(order.request().uid8())).anyMatch(uid8 -> layout.dataOf(key, uid8));
    }
}
