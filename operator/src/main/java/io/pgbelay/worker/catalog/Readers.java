package io.pgbelay.worker.catalog;

import io.pgbelay.contract.BucketLayout;
import io.pgbelay.contract.CatalogEntry;
import io.pgbelay.contract.Failure;
import io.pgbelay.contract.Order;
import io.pgbelay.storage.ObjectStore;
import io.pgbelay.worker.Errand;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Reads manifests side by side, so many and no more, however fast the listing goes. */
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
    private final Semaphore room = new Semaphore(MOST_WAITING);
    private final List<Future<Found>> reads = new ArrayList<>();
    private final TreeSet<String> refused = new TreeSet<>();
    private int doubts;
    private volatile @Nullable Failure failure;

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
    record Found(int leftovers, Optional<CatalogEntry> entry) {}

    BucketLayout layout() {
        return layout;
    }

    /**
     * Reads in its turn; waits while too many are before it.
     *
     * @throws Failure where one before it could not be read
     */
    void read(ObjectStore.Listed manifest, Bundle bundle) {
        var failed = failure;
        if (failed != null) {
            throw failed;
        }
        room.acquireUninterruptibly();
        reads.add(readers.submit(() -> {
            try {
                return found(manifest, bundle);
            } catch (Failure e) {
                failure = e;
                throw e;
            } finally {
                room.release();
            }
        }));
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

    /** All that was read, in the order of the keys. */
    List<Found> found() throws InterruptedException {
        var all = new ArrayList<Found>();
        for (var read : reads) {
            all.add(get(read));
            errand.watch().alive();
        }
        return all;
    }

    /** How many manifests cannot be believed. */
    synchronized int doubts() {
        return doubts;
    }

    /** The first of them, with the reason. */
    synchronized List<String> refused() {
        return List.copyOf(refused);
    }

    private static Found get(Future<Found> read) throws InterruptedException {
        try {
            return read.get();
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
