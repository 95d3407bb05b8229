package io.pgbelay.control;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Several caches of one kind, of which each hears for itself what changes: an object that they hold in the same version is held
 * in memory once.
 */
public final class OneCopy<R extends HasMetadata> {
    private final ConcurrentMap<String, R> last = new ConcurrentHashMap<>();

    /** What one more cache keeps its objects in. */
    public ItemStore<R> cache() {
        return new Shelf();
    }

    private R once(String key, R object) {
        return Objects.requireNonNull(last.compute(key, (k, there) -> same(there, object) ? there : object));
    }

    private static boolean same(@Nullable HasMetadata there, HasMetadata object) {
        return there != null
                && there.getMetadata().getUid().equals(object.getMetadata().getUid())
                && there.getMetadata()
                        .getResourceVersion()
                        .equals(object.getMetadata().getResourceVersion());
    }

    private final class Shelf extends BasicItemStore<R> {
        Shelf() {
            super(Cache::metaNamespaceKeyFunc);
        }

        @Override
        public R put(String key, R object) {
            return super.put(key, once(key, object));
        }

        @Override
        public R remove(String key) {
            last.remove(key);
            return super.remove(key);
        }
    }
}
