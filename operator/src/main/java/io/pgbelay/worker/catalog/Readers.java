package io.pgbelay.worker.catalog;

import io.pgbelay.contract.BucketLayout;
import io.pgbelay.contract.CatalogEntry;
import io.pgbelay.contract.CatalogPages;
import io.pgbelay.contract.Failure;
import io.pgbelay.contract.Order;
import io.pgbelay.storage.ObjectStore;
import io.pgbelay.worker.Errand;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Reads manifests side by side and tells of them in their order, so many at once and no more, however fast the listing goes. */
final class Readers implements AutoCloseable {
    private static final int SIDE_BY_SIDE = 16;
    private static final int MOST_WAITING = 64;
    private static final int MOST_REFUSED = 10;

    private final Order.Catalog order;
    private final Errand errand;
    private final ObjectStore store;
    private final BucketLayout layout;
    private final ExecutorService readers = Executors.newFixedThreadPool(
            SIDE_BY_SIDE, Thread.ofVirtual().name("reader-", 0).factory());
    private final Deque<Future<Found>> waiting = new ArrayDeque<>();
    private final CatalogPages pages = new CatalogPages(System.out::println);
    private final TreeSet<String> refused = new TreeSet<>();
    private int doubts;
    private int leftovers;

    Readers(Order.Catalog order, Errand errand) {
        this.order = order;
        this.errand = errand;
        this.store = errand.store();
        this.layout = new BucketLayout(store.prefix(), order.stage(), order.database());
    }

    /**
     * What has become of a manifest.
     *
     * @param leftovers keys that it does not account for
     * @param entry what is told of it; empty where it is another schedule's, or nobody's
     */
    private record Found(int leftovers, Optional<CatalogEntry> entry) {}

    BucketLayout layout() {
        return layout;
    }

    /**
     * Reads in its turn, and tells of what was read before it.
     *
     * @throws Failure where one before it could not be read
     */
    void read(ObjectStore.Listed manifest, Bundle bundle) {
        if (waiting.size() == MOST_WAITING) {
            tell(waiting.remove());
        }
        waiting.add(readers.submit(() -> found(manifest, bundle)));
    }

    /** There is no more to be read: all of it is told. */
    void end() {
        while (!waiting.isEmpty()) {
            tell(waiting.remove());
        }
        pages.end();
    }

    private void tell(Future<Found> read) {
        var found = get(read);
        leftovers += found.leftovers();
        found.entry().ifPresent(pages::add);
        errand.watch().alive();
    }

    private Found found(ObjectStore.Listed manifest, Bundle bundle) {
        try {
            return Believable.read(store, layout, manifest)
                    .map(believed -> found(believed, bundle))
                    .orElseGet(() -> new Found(bundle.size(), Optional.empty()));
        } catch (Doubt e) {
            doubt(manifest.key() + ": " + e.getMessage());
            return new Found(bundle.size(), Optional.empty());
        }
    }

    private Found found(Believable one, Bundle bundle) {
        var mine = Objects.equals(one.schedule(), order.request().schedule());
        return new Found(0, mine ? Optional.of(one.entry(store, bundle)) : Optional.empty());
    }

    private synchronized void doubt(String words) {
        doubts++;
        refused.add(words);
        if (refused.size() > MOST_REFUSED) {
            refused.removeLast();
        }
    }

    /** What was told, in the order of the keys. */
    CatalogPages pages() {
        return pages;
    }

    /** Keys that no manifest which can be believed accounts for, beside one that cannot. */
    int leftovers() {
        return leftovers;
    }

    /** How many manifests cannot be believed. */
    synchronized int doubts() {
        return doubts;
    }

    /** The first of them, with the reason. */
    synchronized List<String> refused() {
        return List.copyOf(refused);
    }

    private static Found get(Future<Found> read) {
        try {
            return read.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Failure failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        readers.shutdownNow();
    }
}
