package io.pgbelay.worker;

import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Failure;
import io.pgbelay.contract.Manifest.StoredObject;
import io.pgbelay.storage.ObjectStore;
import io.pgbelay.stream.CountingDigest;
import io.pgbelay.stream.DigestInput;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongConsumer;

/** Objects as they lie in the store, one after another, each with its digest. */
public final class StoredInput extends FilterInputStream {
    private final List<StoredObject> objects;
    private final List<CountingDigest> digests;
    private final List<InputStream> opened;
    private final LongConsumer passed;

    /**
     * Opens them all.
     *
     * @param passed is told how many stored bytes have passed, as they pass
     */
    public StoredInput(ObjectStore store, List<StoredObject> objects, LongConsumer passed) {
        this(objects, objects.stream().map(object -> new CountingDigest()).toList(), new ArrayList<>(), passed);
        for (int i = 0; i < objects.size(); i++) {
            opened.add(new DigestInput(store.open(objects.get(i).key()), digests.get(i)));
        }
        in = new SequenceInputStream(Collections.enumeration(opened));
    }

    private StoredInput(
            List<StoredObject> objects, List<CountingDigest> digests, List<InputStream> opened, LongConsumer passed) {
        super(InputStream.nullInputStream());
        this.objects = objects;
        this.digests = digests;
        this.opened = opened;
        this.passed = passed;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        var count = super.read(buffer, offset, length);
        passed.accept(Math.max(0, count));
        return count;
    }

    /** Reads to the end, and fails unless every byte is the one that was written. */
    public void check() throws IOException {
        transferTo(OutputStream.nullOutputStream());
        for (int i = 0; i < objects.size(); i++) {
            var object = objects.get(i);
            same(object.key(), digests.get(i), object.sizeBytes(), object.sha256());
        }
    }

    /** Fails unless what was read is what was written. */
    public static void same(String what, CountingDigest read, long bytes, String sha256) {
        if (read.bytes() != bytes) {
            throw new Failure(
                    FailureReason.DigestMismatch,
                    "%s has %d bytes, and %d were written".formatted(what, read.bytes(), bytes));
        }
        if (!read.hex().equals(sha256)) {
            throw new Failure(FailureReason.DigestMismatch, what + " is not what was written: its SHA-256 differs");
        }
    }

    @Override
    public void close() throws IOException {
        for (var input : opened) {
            input.close();
        }
    }
}
