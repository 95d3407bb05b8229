package io.pgbelay.rig;

import io.pgbelay.storage.ObjectStore;
import io.pgbelay.storage.ObjectStores;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What lies in a test's bucket. */
public final class Bucket {
    private final Given given;

    public Bucket(Given given) {
        this.given = given;
    }

    /** All keys. */
    public List<String> keys() {
        try (var store = open()) {
            return store.keys("", "");
        }
    }

    /** Keys of manifests. */
    public List<String> manifests() {
        return keys().stream().filter(key -> key.endsWith(".manifest.json")).toList();
    }

    /** Keys of unfinished uploads. */
    public List<String> uploads() {
        try (var store = open()) {
            return store.leftovers("").stream().map(ObjectStore.Leftover::key).toList();
        }
    }

    /** The text of a small object. */
    public String text(String key) {
        try (var store = open()) {
            return new String(store.read(key).orElseThrow(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    /** Flips one bit in the middle of an object, behind the server's back. */
    public void flipBit(String key) throws IOException {
        var file = file(key);
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            var middle = bytes.length() / 2;
            bytes.seek(middle);
            var old = bytes.read();
            bytes.seek(middle);
            bytes.write(old ^ 4);
        }
    }

    /** Where an object lies on this machine. */
    public Path file(String key) throws IOException {
        try (var files = Files.walk(Servers.household().directory())) {
            return files.filter(path -> path.endsWith(Path.of(given.bucket(), key)))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private ObjectStore open() {
        return ObjectStores.open(given.storage(), given.secrets());
    }
}
