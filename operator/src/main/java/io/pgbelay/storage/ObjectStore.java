package io.pgbelay.storage;

import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A place for objects with keys. Objects appear whole or not at all, and none is ever written over.
 *
 * <p>Every method throws {@link io.pgbelay.contract.Failure} with the reason when the place does not do its part.
 */
public sealed interface ObjectStore extends AutoCloseable permits S3Store, VolumeStore {
    /** What all keys begin with; empty or without slashes at its ends. */
    String prefix();

    /** Address of an object for people, such as {@code s3://bucket/key}. */
    String address(String key);

    /** Words of a shell command that writes an object to its stdout. */
    List<String> readingCommand(String key);

    /** Keys that begin with a prefix and come after a key, in order. */
    List<String> keys(String prefix, String after);

    /** Tells of each object whose key begins with a prefix, in the order of the keys; holds no more of them than a page. */
    void each(String prefix, Consumer<Listed> told);

    /** All bytes of a small object; empty when there is none. */
    Optional<byte[]> read(String key);

    /** The bytes of a large object. Reads that break are taken up again where they broke. */
    InputStream open(String key);

    /** Writes a small object. */
    StoredAt put(String key, byte[] bytes);

    /**
     * Begins to write a large object, which appears when {@link Upload#complete} returns.
     *
     * @param streams how many such objects are written at once, and share the memory
     * @param acknowledged is told how many bytes the store has taken, as it takes them; from any thread
     */
    Upload upload(String key, int streams, LongConsumer acknowledged);

    /** Fails unless an upload under this key may be begun and ended; leaves nothing behind. */
    void tryOut(String key);

    /** How many bytes one of so many objects may have that are written at once. */
    long longestObject(int streams);

    /**
     * What the store says of an object, without its bytes; empty when there is none.
     *
     * @param versionId which version, where the store keeps several; absent: the newest
     */
    Optional<Seen> look(String key, @Nullable String versionId);

    /** Deletes an object for good. One that is not there is no fault. */
    void delete(String key, @Nullable String versionId);

    /** Uploads that were begun and neither completed nor aborted. */
    List<Leftover> leftovers(String prefix);

    /** Ends such an upload for good. */
    void abort(Leftover leftover);

    @Override
    void close();

    /**
     * An object as a listing describes it.
     *
     * @param size in bytes
     */
    record Listed(String key, long size, @Nullable String etag) {}

    /** An upload without an end. */
    record Leftover(String key, String uploadId) {}

    /**
     * An object as the store describes it.
     *
     * @param size in bytes
     * @param modified when it came to be, by the store's own clock
     * @param lockedUntil until when the store itself lets nobody delete it
     */
    record Seen(
            String key,
            long size,
            @Nullable String etag,
            @Nullable String versionId,
            Instant modified,
            @Nullable Instant lockedUntil) {}
}
