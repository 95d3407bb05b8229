package io.pgbelay.worker;

import io.pgbelay.api.Compression;
import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Failure;
import io.pgbelay.contract.Manifest.StoredObject;
import io.pgbelay.storage.ObjectStore;
import io.pgbelay.stream.CountingDigest;
import io.pgbelay.stream.DigestInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

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

    public ArchiveInput(ObjectStore store, List<StoredObject> objects, Compression compression) {
        this.objects = objects;
        this.compression = compression;
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
    public boolean feed(OutputStream tool, Watch watch) throws IOException {
        try (var source = new DigestInput(unpacked(), plain)) {
            var buffer = new byte[CHUNK];
            for (int count = read(source, buffer); count >= 0; count = read(source, buffer)) {
                if (!taken(tool, buffer, count)) {
                    return false;
                }
                watch.moved(count);
            }
            return true;
        }
    }

    private InputStream unpacked() throws IOException {
        try {
            return Codecs.in(compression, packed);
        } catch (java.util.zip.ZipException | java.io.EOFException e) {
            throw damaged(e);
        }
    }

    private static int read(InputStream source, byte[] buffer) throws IOException {
        try {
            return source.read(buffer);
        } catch (com.github.luben.zstd.ZstdIOException | java.util.zip.ZipException | java.io.EOFException e) {
            throw damaged(e);
        }
    }

    private static Failure damaged(IOException e) {
        return new Failure(FailureReason.DigestMismatch, "the object cannot be unpacked: " + e.getMessage(), e);
    }

    /** Only a reader that went away is an answer; that we were told to stop is not. */
    private static boolean taken(OutputStream tool, byte[] buffer, int count) throws IOException {
        try {
            tool.write(buffer, 0, count);
            return true;
        } catch (java.nio.channels.ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            return false;
        }
    }

    /** Fails unless every byte that was read is the one that was written. */
    public void check(long dumpBytes, String dumpSha256) throws IOException {
        // What unpacking did not need to look at belongs to the digest too.
        packed.transferTo(OutputStream.nullOutputStream());
        for (int i = 0; i < objects.size(); i++) {
            var object = objects.get(i);
            same(object.key(), digests.get(i), object.sizeBytes(), object.sha256());
        }
        same("the dump", plain, dumpBytes, dumpSha256);
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
