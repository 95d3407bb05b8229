package io.pgbelay.worker;

import io.pgbelay.api.FailureReason;
import io.pgbelay.archive.RoleMapping;
import io.pgbelay.contract.Failure;
import io.pgbelay.contract.Manifest.StoredObject;
import io.pgbelay.storage.ObjectStore;
import io.pgbelay.stream.CountingDigest;
import io.pgbelay.stream.Damaged;
import io.pgbelay.stream.DigestInput;
import io.pgbelay.stream.Locked;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A dump as it is read from the store: its objects one after another, unpacked, with digests on both sides. Nothing of it
 * may be believed before {@link #check} has passed.
 */
public final class ArchiveInput implements AutoCloseable {
    private static final int CHUNK = 256 * 1024;
    private final StoredInput stored;
    private final String name;
    private final CountingDigest plain = new CountingDigest();
    private final Opening opening;
    private final Watch watch;
    private final LongConsumer passed;
    private final byte[] buffer = new byte[CHUNK];
    private @Nullable InputStream unpacked;
    private @Nullable RoleMapping mapping;

    /**
     * A dump in the store.
     *
     * @param passed is told how many bytes of the dump have passed, as they pass
     */
    public ArchiveInput(
            ObjectStore store, List<StoredObject> objects, Opening opening, Watch watch, LongConsumer passed) {
        this.stored = new StoredInput(store, objects, ignored -> {});
        this.name = objects.getFirst().key();
        this.opening = opening;
        this.watch = watch;
        this.passed = passed;
    }

    /** Fails unless our keys open it, and the beginning can be unpacked. */
    public void tryOut() throws IOException {
        read();
        watch.awaitNothing();
    }

    /** The tool gets other roles to see than those of the dump; what is compared with its digest stays as it is. */
    public ArchiveInput with(RoleMapping roles) {
        mapping = roles;
        return this;
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
            watch.awaitBytes("the tool to take bytes");
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
        stored.check();
        watch.awaitNothing();
        StoredInput.same("the dump in " + name, plain, dumpBytes, dumpSha256);
    }

    private int read() throws IOException {
        watch.awaitBytes("the store to give bytes");
        try {
            var count = unpacked().read(buffer);
            if (count > 0) {
                passed.accept(count);
            }
            return count;
        } catch (Locked e) {
            throw new Failure(FailureReason.DecryptionKeyWrong, String.valueOf(e.getMessage()), e);
        } catch (Damaged e) {
            throw new Failure(FailureReason.DigestMismatch, name + " cannot be unpacked: " + e.getMessage(), e);
        }
    }

    private InputStream unpacked() throws IOException {
        var input = unpacked;
        if (input == null) {
            input = new DigestInput(opening.open(stored), plain);
            unpacked = input;
        }
        return input;
    }

    /** Only a reader that went away is an answer; that we were told to stop is not. */
    private boolean taken(OutputStream tool, int count) throws IOException {
        try {
            if (mapping == null) {
                tool.write(buffer, 0, count);
            } else {
                tool.write(mapped(mapping, count));
            }
            return true;
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            return false;
        }
    }

    private byte[] mapped(RoleMapping roles, int count) {
        try {
            return roles.pass(buffer, 0, count);
        } catch (IllegalArgumentException e) {
            throw new Failure(
                    FailureReason.RestoreFailed, "roles of this dump cannot be replaced: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        stored.close();
    }
}
