package io.pgbelay.worker.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgbelay.contract.Manifest.StoredObject;
import io.pgbelay.rig.BesideTheLoops;
import io.pgbelay.rig.Given;
import io.pgbelay.storage.ObjectStore;
import io.pgbelay.storage.ObjectStores;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

@BesideTheLoops
class DataObjectsTest {
    private static final byte[] DUMP = new byte[25_000];
    private final Given given = Given.freshBucket();

    static {
        new Random(1).nextBytes(DUMP);
    }

    @Test
    void aDumpTooLongForOneObjectGoesOnInTheNext() throws IOException {
        try (var store = ObjectStores.open(given.storage(), given.secrets())) {
            var objects = written(store).complete();
            assertThat(objects).extracting(StoredObject::key).containsExactly("dump.1", "dump.2", "dump.3");
            assertThat(objects).extracting(StoredObject::sizeBytes).containsExactly(10_000L, 10_000L, 5_000L);
            assertThat(joined(store, objects)).isEqualTo(DUMP);
        }
    }

    @Test
    void noneAppearsBeforeAllAreComplete() throws IOException {
        try (var store = ObjectStores.open(given.storage(), given.secrets())) {
            var objects = written(store);
            assertThat(store.keys("", "")).isEmpty();
            objects.abort();
            assertThat(store.keys("", "")).isEmpty();
        }
    }

    @Test
    void aKeyThatIsTakenStaysAsItIs() throws IOException {
        try (var store = ObjectStores.open(given.storage(), given.secrets())) {
            store.put("dump.2", new byte[1]);
            assertThatThrownBy(() -> written(store).complete()).hasMessageContaining("dump.2");
            assertThat(store.read("dump.2")).hasValue(new byte[1]);
        }
    }

    private static DataObjects written(ObjectStore store) throws IOException {
        var objects = new DataObjects(store, piece -> "dump." + piece, 10_000, 1, ignored -> {});
        for (int at = 0; at < DUMP.length; at += 7_000) {
            objects.write(DUMP, at, Math.min(7_000, DUMP.length - at));
        }
        return objects;
    }

    private static byte[] joined(ObjectStore store, List<StoredObject> objects) throws IOException {
        var all = new ByteArrayOutputStream();
        for (var object : objects) {
            try (var input = store.open(object.key())) {
                input.transferTo(all);
            }
        }
        return all.toByteArray();
    }
}
