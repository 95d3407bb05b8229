package io.pgbelay.worker.dump;

import io.pgbelay.contract.Manifest.StoredObject;
import io.pgbelay.storage.ObjectStore;
import io.pgbelay.storage.Upload;
import io.pgbelay.stream.CountingDigest;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.LongConsumer;

/**
 * The dump in the store: one object, or several that {@code cat} joins where one would be longer than the store allows.
 * None appears before all are complete.
 */
final class DataObjects extends OutputStream {
    private final ObjectStore store;
    private final IntFunction<String> keys;
    private final LongConsumer acknowledged;
    private final int streams;
    private final long longest;
    private final List<Piece> pieces = new ArrayList<>();

    private record Piece(String key, Upload upload, CountingDigest digest) {}

    /**
     * A dump to come.
     *
     * @param keys the key of the first, the second object
     * @param longest how many bytes one object may have
     * @param streams how many archives are written at once
     */
    DataObjects(ObjectStore store, IntFunction<String> keys, long longest, int streams, LongConsumer acknowledged) {
        this.streams = streams;
        this.store = store;
        this.keys = keys;
        this.longest = longest;
        this.acknowledged = acknowledged;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        var from = offset;
        var left = length;
        while (left > 0) {
            var piece = current();
            var count = (int) Math.min(left, longest - piece.digest().bytes());
            piece.upload().write(buffer, from, count);
            piece.digest().update(buffer, from, count);
            from += count;
            left -= count;
        }
    }

    private synchronized Piece current() {
        if (pieces.isEmpty() || pieces.getLast().digest().bytes() == longest) {
            var key = keys.apply(pieces.size() + 1);
            pieces.add(new Piece(key, store.upload(key, streams, acknowledged), new CountingDigest()));
        }
        return pieces.getLast();
    }

    /** Makes all of them appear. */
    List<StoredObject> complete() throws IOException {
        var objects = new ArrayList<StoredObject>();
        for (var piece : pieces()) {
            var stored = piece.upload().complete();
            var digest = piece.digest();
            objects.add(new StoredObject(piece.key(), digest.bytes(), digest.hex(), stored.etag(), stored.versionId()));
        }
        return objects;
    }

    /** Leaves no upload behind. */
    void abort() {
        pieces().forEach(piece -> piece.upload().abort());
    }

    private synchronized List<Piece> pieces() {
        return List.copyOf(pieces);
    }
}
