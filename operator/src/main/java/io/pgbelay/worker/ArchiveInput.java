package io.pgbelay.worker;

import io.pgbelay.api.Compression;
import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Failure;
import io.pgbelay.contract.Manifest.StoredObject;
import io.pgbelay.storage.ObjectStore;
import io.pgbelay.stream.CountingDigest;
import io.pgbelay.stream.Damaged;
import io.pgbelay.stream.DigestInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A dump as it is read from the store: its objects one after another, unpacked, with digests on both sides. Nothing of it
 * may be believed before {@link #check} has passed.
 */
public final class ArchiveInput implements AutoCloseable {
    private static final int CHUNK = 256 * 1024;
    private final List<StoredObject> objects;
    private final List<CountingDigest> digests = new ArrayList<>();
    private final List<InputStream> opened = new ArrayList<>();
    private final CountingDigest plain = new CountingDigest();
    private final InputStream packed;
    private final Compression compression;
    private final Watch watch;
    private final LongConsumer passed;
    private final byte[] buffer = new byte[CHUNK];
    private @Nullable InputStream unpacked;

    /**
     * A dump in the store.
     *
     * @param passed is told how many bytes of the dump have passed, as they pass
     */
    public ArchiveInput(
            ObjectStore store, List<StoredObject> objects, Compression compression, Watch watch, LongConsumer passed) {
        this.objects = objects;
        this.compression = compression;
        this.watch = watch;
        this.passed = passed;
        for (var object : objects) {
            var digest = new CountingDigest();
            digests.add(digest);
            opened.add(new DigestInput(store.open(object.key()), digest));
        }
        this.packed = new SequenceInputStream(Collections.enumeration(opened));
    }

    /** Bytes of the dump that have passed. */
    public long bytes() {
        return plain.bytes();
    }

    /**
     * Feeds all of the dump to a tool.
     *
     * @return whether the tool took all of it; one that did not has something to say
     */
    public boolean feed(OutputStream tool) throws IOException {
        for (int count = read(); count >= 0; count = read()) {
            watch.awaitBytes("pg_restore to take bytes");
            if (!taken(tool, count)) {
                return false;
            }
        }
        return true;
    }

    /** Fails unless every byte is the one that was written; reads what the tool did not want to see. */
    public void check(long dumpBytes, String dumpSha256) throws IOException {
        while (read() >= 0) {
            // on to the end
        }
        packed.transferTo(OutputStream.nullOutputStream());
        watch.awaitNothing();
        for (int i = 0; i < objects.size(); i++) {
            var object = objects.get(i);
            same(object.key(), digests.get(i), object.sizeBytes(), object.sha256());
        }
        same("the dump", plain, dumpBytes, dumpSha256);
    }

    private int read() throws IOException {
        watch.awaitBytes("the store to give bytes");
        try {
            var count = unpacked().read(buffer);
            if (count > 0) {
                passed.accept(count);
            }
            return count;
        } catch (Damaged e) {
            throw new Failure(FailureReason.DigestMismatch, "the object cannot be unpacked: " + e.getMessage(), e);
        }
    }

    private InputStream unpacked() throws IOException {
        var input = unpacked;
        if (input == null) {
            input = new DigestInput(Codecs.in(compression, packed), plain);
            unpacked = input;
        }
        return input;
    }

    /** Only a reader that went away is an answer; that we were told to stop is not. */
    private boolean taken(OutputStream tool, int count) throws IOException {
        try {
            tool.write(buffer, 0, count);
            return true;
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            return false;
        }
    }

    private static void same(String what, CountingDigest read, long bytes, String sha256) {
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
