package io.pgbelay.stream;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Zstd in independent frames, packed side by side by a few threads. Frames follow each other in order, so plain
 * {@code zstd -d} opens them; each carries a content checksum, because pg_dump's own format does not notice a flipped
 * bit in an uncompressed archive.
 *
 * <p>Frames of 4 MiB come out as small as larger ones at the usual levels, whose windows are narrower than that, and
 * keep the memory of the whole stage below 40 MiB.
 */
public final class ZstdFrames extends StageOutput {
    private static final int FRAME = 4 << 20;
    private static final int SMALLEST_FRAME = 1 << 20;
    // From here on one context takes tens of MiB.
    private static final int HEAVY_LEVEL = 13;

    private final OutputStream next;
    private final int level;
    private final int threads;
    private final ExecutorService workers;
    private final ArrayDeque<Future<Frame>> underWay = new ArrayDeque<>();
    private final ArrayDeque<Frame> free = new ArrayDeque<>();
    private final int size;
    private Frame current;
    private boolean wroteOne;

    public ZstdFrames(OutputStream next, int level) {
        this(next, level, 1);
    }

    /**
     * One of several stages that work at once, and share threads and memory.
     *
     * @param streams how many there are
     */
    public ZstdFrames(OutputStream next, int level, int streams) {
        this.size = Math.clamp(2L * FRAME / Math.max(2, streams), SMALLEST_FRAME, FRAME);
        this.current = new Frame(size);
        this.next = next;
        this.level = level;
        this.threads = level < HEAVY_LEVEL && streams == 1 ? 2 : 1;
        this.workers = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().name("zstd-", 1).factory());
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        var from = offset;
        var left = length;
        while (left > 0) {
            var count = current.take(buffer, from, left);
            from += count;
            left -= count;
            if (current.full()) {
                pack();
            }
        }
    }

    @Override
    public void finish() throws IOException {
        if (current.length > 0 || !wroteOne) {
            pack();
        }
        while (!underWay.isEmpty()) {
            passOn();
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }

    private void pack() throws IOException {
        wroteOne = true;
        if (underWay.size() == threads) {
            passOn();
        }
        var frame = current;
        underWay.add(workers.submit(() -> frame.pack(level)));
        current = free.isEmpty() ? new Frame(size) : free.remove();
    }

    private void passOn() throws IOException {
        try {
            var frame = underWay.remove().get();
            next.write(frame.packed, 0, frame.packedLength);
            frame.length = 0;
            free.add(frame);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while packing").initCause(e);
        } catch (ExecutionException e) {
            throw new IOException("zstd: " + e.getCause(), e);
        }
    }

    private static final class Frame {
        private final byte[] plain;
        private final byte[] packed;
        private int length;
        private int packedLength;

        Frame(int size) {
            plain = new byte[size];
            packed = new byte[(int) Zstd.compressBound(size)];
        }

        int take(byte[] buffer, int offset, int available) {
            var count = Math.min(available, plain.length - length);
            System.arraycopy(buffer, offset, plain, length, count);
            length += count;
            return count;
        }

        boolean full() {
            return length == plain.length;
        }

        Frame pack(int level) {
            try (var context = new ZstdCompressCtx()) {
                context.setLevel(level).setChecksum(true);
                packedLength = context.compressByteArray(packed, 0, packed.length, plain, 0, length);
            }
            return this;
        }
    }
}
