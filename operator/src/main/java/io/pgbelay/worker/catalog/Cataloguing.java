package io.pgbelay.worker.catalog;

import io.pgbelay.api.Stage;
import io.pgbelay.contract.Catalogued;
import io.pgbelay.contract.Order;
import io.pgbelay.contract.Outcome;
import io.pgbelay.worker.Errand;

/**
 * A look through everything under the prefix. Manifests of the schedule's own database are read, side by side, and told of; what
 * else lies there is counted. Nothing is changed.
 */
public final class Cataloguing {
    private Cataloguing() {}

    /** Looks, tells the backups on stdout, and sums up. */
    public static Outcome carryOut(Order.Catalog order, Errand errand) {
        var store = errand.store();
        try (var readers = new Readers(order, errand)) {
            var sorting = new Sorting(readers, errand);
            var root = store.prefix().isEmpty() ? "" : store.prefix() + "/";
            store.each(root, sorting::take);
            sorting.close();
            readers.end();
            errand.say(sorting.keys() + " keys under " + store.address(root));
            return outcome(readers, sorting, errand);
        }
    }

    private static Outcome outcome(Readers readers, Sorting sorting, Errand errand) {
        var entries = readers.pages().entries();
        var leftovers = sorting.leftovers() + readers.leftovers();
        var catalogued =
                new Catalogued(entries, readers.pages().sha256(), readers.refused(), leftovers, sorting.foreign());
        errand.stage(new Stage("catalog", 0, null));
        var message = "%d backups, %d manifests that cannot be believed, %d keys of unfinished attempts, %d of others"
                .formatted(entries, readers.doubts(), leftovers, sorting.foreign());
        return new Outcome(null, message, errand.stages(), null, null, null, null, null, null, null, null, catalogued);
    }
}
