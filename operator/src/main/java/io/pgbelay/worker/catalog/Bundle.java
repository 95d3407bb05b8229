package io.pgbelay.worker.catalog;

import io.pgbelay.contract.BucketLayout;
import io.pgbelay.storage.ObjectStore;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a listing tells of the objects of one backup: they come one after the other, for their names begin with the same. */
final class Bundle {
    private final String stem;
    private final Map<String, ObjectStore.Listed> objects = new HashMap<>();

    Bundle(String stem) {
        this.stem = stem;
    }

    void add(ObjectStore.Listed object) {
        objects.put(object.key(), object);
    }

    boolean goesOn(String other) {
        return stem.equals(other);
    }

    /** How many objects there are. */
    int size() {
        return objects.size();
    }

    /** What makes a backup of them; absent where nothing does. */
    ObjectStore.@Nullable Listed manifest() {
        return objects.get(BucketLayout.manifestOfStem(stem));
    }

    /** An object of this name. */
    ObjectStore.@Nullable Listed object(String key) {
        return objects.get(key);
    }
}
