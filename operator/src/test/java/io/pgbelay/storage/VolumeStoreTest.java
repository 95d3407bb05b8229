package io.pgbelay.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgbelay.api.FailureReason;
import io.pgbelay.api.Storage;
import io.pgbelay.api.Volume;
import io.pgbelay.contract.Failure;
import io.pgbelay.contract.PodEnv;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A volume keeps what every store has to keep. */
class VolumeStoreTest implements StoreContract {
    @TempDir
    private Path folder = Path.of("");

    private ObjectStore store = open(folder);

    @BeforeEach
    void mount() {
        store = open(folder);
    }

    private static ObjectStore open(Path folder) {
        return ObjectStores.open(
                new Storage(null, new Volume("backups", "orders")), Map.of(PodEnv.VOLUME, folder.toString()));
    }

    @Override
    public ObjectStore store() {
        return store;
    }

    @Test
    void noKeyLeadsOutOfTheVolume() {
        for (var key : new String[] {"../secret", "/etc/passwd", "a/../../b"}) {
            assertThatThrownBy(() -> store.open(key)).isInstanceOf(Failure.class);
            assertThatThrownBy(() -> store.put(key, new byte[1])).isInstanceOf(Failure.class);
        }
    }

    /** The kernel's own words, from a device that is always full. */
    @Test
    void aFullVolumeIsToldAsSuch() throws IOException {
        try (var full = FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE)) {
            assertThatThrownBy(() -> full.write(ByteBuffer.allocate(1)))
                    .isInstanceOfSatisfying(
                            IOException.class,
                            e -> assertThat(VolumeTroubles.of(e, new Volume("backups", ""), "write a")
                                            .reason())
                                    .isEqualTo(FailureReason.StorageFull));
        }
    }

    @Test
    void whatCannotBeWrittenSaysWhy() throws IOException {
        Files.writeString(folder.resolve("orders"), "a file where a folder should be");
        assertThatThrownBy(() -> store.put("orders/a", new byte[1])).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.reason()).isEqualTo(FailureReason.StorageFailed);
            assertThat(failure).hasMessageContaining("in volume backups");
        });
    }

    @Test
    void addressesAndCommandsAreForPeople() {
        assertThat(store.address("orders/a.dump")).isEqualTo("volume://backups/orders/a.dump");
        assertThat(store.readingCommand("orders/a.dump")).containsExactly("cat", "./orders/a.dump");
    }
}
