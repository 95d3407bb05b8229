package io.pgbelay.storage;

import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Failure;
import io.pgbelay.storage.ObjectStore.Leftover;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * A multipart upload. What fits one part goes up as a plain object instead. Parts are sent by virtual threads, because
 * only those can be interrupted while a server hangs.
 */
final class S3Upload extends Upload {
    private static final Duration ABORT_WAIT = Duration.ofSeconds(5);

    private final S3Store store;
    private final String key;
    private final LongConsumer acknowledged;
    private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<CompletedPart> done = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable Throwable> trouble = new AtomicReference<>();
    private final ArrayDeque<byte[]> free = new ArrayDeque<>();
    private final Object turn = new Object();
    private volatile @Nullable String id;
    private final PartSizes sizes;
    private byte[] buffer;
    private int filled;
    private int number = 1;
    private int underWay;
    private long bytes;

    S3Upload(S3Store store, String key, PartSizes sizes, LongConsumer acknowledged) {
        this.sizes = sizes;
        this.buffer = new byte[sizes.of(1)];
        this.store = store;
        this.key = key;
        this.acknowledged = acknowledged;
    }

    static RequestBody body(byte[] buffer, int length) {
        return RequestBody.fromContentProvider(
                () -> new ByteArrayInputStream(buffer, 0, length), length, "application/octet-stream");
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        var from = offset;
        var left = length;
        while (left > 0) {
            if (filled == buffer.length) {
                ship();
            }
            var count = Math.min(left, buffer.length - filled);
            System.arraycopy(source, from, buffer, filled, count);
            filled += count;
            from += count;
            left -= count;
        }
        bytes += length;
    }

    @Override
    public StoredAt complete() throws IOException {
        if (id == null) {
            var stored = store.put(key, buffer, filled);
            acknowledged.accept(filled);
            return stored;
        }
        ship();
        awaitRoom(1);
        return store.asking("complete the upload of " + key, this::completeOnce);
    }

    @Override
    public void abort() {
        senders.shutdownNow();
        try {
            senders.awaitTermination(ABORT_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        var known = id;
        if (known != null) {
            store.abort(new Leftover(key, known));
        }
        // A create whose answer was lost left an upload whose id nobody knows; a late part may revive another.
        store.leftovers(key).stream().filter(left -> left.key().equals(key)).forEach(store::abort);
    }

    private void ship() throws IOException {
        var uploadId = begun();
        var part = buffer;
        var length = filled;
        var partNumber = number++;
        synchronized (turn) {
            underWay++;
        }
        senders.execute(() -> send(uploadId, partNumber, part, length));
        filled = 0;
        awaitRoom(sizes.underWay(part.length) + 1);
        buffer = nextBuffer();
    }

    private String begun() {
        var known = id;
        if (known == null) {
            known = store.asking(
                    "begin the upload of " + key,
                    () -> store.client()
                            .createMultipartUpload(r -> S3Manners.of(
                                            store.place(),
                                            r.bucket(store.bucket()).key(key))
                                    .overrideConfiguration(S3Connection::quick))
                            .uploadId());
            id = known;
        }
        return known;
    }

    private byte[] nextBuffer() {
        var size = sizes.of(number);
        synchronized (turn) {
            free.removeIf(buffer -> buffer.length != size);
            var used = free.poll();
            return used == null ? new byte[size] : used;
        }
    }

    private void send(String uploadId, int partNumber, byte[] part, int length) {
        try {
            var answer = store.asking(
                    "upload part " + partNumber + " of " + key,
                    () -> store.client()
                            .uploadPart(
                                    r -> r.bucket(store.bucket())
                                            .key(key)
                                            .uploadId(uploadId)
                                            .partNumber(partNumber),
                                    body(part, length)));
            done.add(completed(partNumber, answer));
            acknowledged.accept(length);
        } catch (RuntimeException e) {
            trouble.compareAndSet(null, e);
        } finally {
            synchronized (turn) {
                underWay--;
                free.add(part);
                turn.notifyAll();
            }
        }
    }

    /** Stores that were given checksums of the parts want to hear them again at the end. */
    private static CompletedPart completed(int partNumber, UploadPartResponse answer) {
        return CompletedPart.builder()
                .partNumber(partNumber)
                .eTag(answer.eTag())
                .checksumCRC32(answer.checksumCRC32())
                .checksumCRC32C(answer.checksumCRC32C())
                .checksumCRC64NVME(answer.checksumCRC64NVME())
                .checksumSHA1(answer.checksumSHA1())
                .checksumSHA256(answer.checksumSHA256())
                .build();
    }

    /** Waits until fewer than so many parts are under way, or one has failed. */
    private void awaitRoom(int most) throws IOException {
        try {
            synchronized (turn) {
                while (underWay >= most && trouble.get() == null) {
                    turn.wait();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while uploading").initCause(e);
        }
        if (trouble.get() instanceof RuntimeException e) {
            throw e;
        }
    }

    private StoredAt completeOnce() {
        var parts = parts();
        try {
            var answer = store.client()
                    .completeMultipartUpload(r -> r.bucket(store.bucket())
                            .key(key)
                            .uploadId(id)
                            .multipartUpload(m -> m.parts(parts))
                            .ifNoneMatch(store.conditional() ? "*" : null));
            return new StoredAt(answer.eTag(), answer.versionId());
        } catch (AwsServiceException e) {
            return store.forgetConditions(e) ? completeOnce() : completedBefore(e);
        }
    }

    /** An answer that got lost makes the SDK ask again, and the second answer denies what the first one did. */
    private StoredAt completedBefore(AwsServiceException e) {
        if (e.statusCode() != 412 && e.statusCode() != 404) {
            throw e;
        }
        var there = store.client()
                .headObject(r -> r.bucket(store.bucket()).key(key).overrideConfiguration(S3Connection::quick));
        if (there.contentLength() != bytes) {
            throw new Failure(FailureReason.KeyTaken, "another object has the key " + key, e);
        }
        return new StoredAt(there.eTag(), there.versionId());
    }

    private List<CompletedPart> parts() {
        return done.stream()
                .sorted(Comparator.comparingInt(CompletedPart::partNumber))
                .toList();
    }
}
