package io.pgbelay.worker.catalog;

import io.pgbelay.api.Stage;
import io.pgbelay.contract.BucketLayout;
import io.pgbelay.contract.CatalogEntry;
import io.pgbelay.contract.CatalogPages;
import io.pgbelay.contract.Catalogued;
import io.pgbelay.contract.Failure;
import io.pgbelay.contract.Order;
import io.pgbelay.contract.Outcome;
import io.pgbelay.storage.ObjectStore;
import io.pgbelay.worker.Errand;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * A look through everything under the prefix. Manifests of the schedule's own database are read, side by side, and told of; what
 * else lies there is counted. Nothing is changed.
 */
public final class Cataloguing {
    private static final int SIDE_BY_SIDE = 16;
    private static final int MOST_REFUSED = 10;

    private final Order.Catalog order;
    private final Errand errand;
    private final ObjectStore store;
    private final BucketLayout layout;
    private final List<String> refused = Collections.synchronizedList(new ArrayList<>());

    private Cataloguing(Order.Catalog order, Errand errand) {
        this.order = order;
        this.errand = errand;
        this.store = errand.store();
        this.layout = new BucketLayout(store.prefix(), order.stage(), order.database());
    }

    /** Looks, tells the backups on stdout, and sums up. */
    public static Outcome carryOut(Order.Catalog order, Errand errand) throws IOException, InterruptedException {
        return new Cataloguing(order, errand).carryOut();
    }

    private Outcome carryOut() throws IOException, InterruptedException {
        var root = store.prefix().isEmpty() ? "" : store.prefix() + "/";
        var keys = store.keys(root, root);
        errand.say(keys.size() + " keys under " + store.address(root));
        var believed = believed(keys.stream().filter(layout::isManifest).toList());
        var entries = believed.stream().flatMap(one -> one.entry().stream()).toList();
        var lines = CatalogPages.lines(entries);
        lines.forEach(System.out::println);
        var rest = others(keys, believed);
        var leftovers = (int) rest.stream().filter(layout::ofFamily).count();
        errand.stage(new Stage("catalog", 0, null));
        var catalogued = new Catalogued(
                entries.size(),
                CatalogPages.sha256(lines),
                refused.stream().sorted().limit(MOST_REFUSED).toList(),
                leftovers,
                rest.size() - leftovers);
        var message = "%d backups, %d manifests that cannot be believed, %d keys of unfinished attempts, %d of others"
                .formatted(entries.size(), refused.size(), leftovers, rest.size() - leftovers);
        return new Outcome(null, message, errand.stages(), null, null, null, null, null, null, null, null, catalogued);
    }

    /**
     * A manifest that is believed.
     *
     * @param entry what is told of it; empty where it is another schedule's, or no schedule's
     */
    private record Believed(String stem, Optional<CatalogEntry> entry) {}

    private List<Believed> believed(List<String> manifests) throws InterruptedException {
        try (var readers = Executors.newFixedThreadPool(
                SIDE_BY_SIDE, Thread.ofVirtual().name("reader-", 0).factory())) {
            var found = manifests.stream()
                    .map(key -> readers.submit(() -> believed(key)))
                    .toList();
            var believed = new ArrayList<Believed>();
            for (var one : found) {
                get(one).ifPresent(believed::add);
                errand.watch().alive();
            }
            believed.sort(Comparator.comparing(Believed::stem));
            return believed;
        }
    }

    private Optional<Believed> believed(String key) {
        try {
            return Believable.read(store, layout, key).map(this::believed);
        } catch (Doubt e) {
            refused.add(key + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private Believed believed(Believable one) {
        var mine = Objects.equals(one.schedule(), order.request().schedule());
        return new Believed(one.stem(), mine ? Optional.of(one.entry(store)) : Optional.empty());
    }

    private static <T> T get(Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Failure failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Keys that no believable manifest accounts for. */
    private static List<String> others(List<String> keys, List<Believed> believed) {
        var stems = believed.stream().map(Believed::stem).collect(Collectors.toSet());
        return keys.stream()
                .filter(key -> BucketLayout.stemOf(key)
                        .filter(stem -> stems.contains(stem) && BucketLayout.ofRun(key, stem))
                        .isEmpty())
                .toList();
    }
}
