package io.pgbelay.worker;

import io.pgbelay.api.Durations;
import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Failure;
import io.pgbelay.contract.Limits;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the clock while the order is carried out, and ends it: at the deadline, when no byte moves where bytes should,
 * when somebody else finds that there is no sense in going on. The first cause counts; what the interrupted work throws
 * afterwards is its echo.
 */
public final class Watch implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration TELL = Duration.ofSeconds(2);

    private final Limits limits;
    private final ProgressLines lines;
    private final long begun = System.nanoTime();
    private final AtomicLong bytes = new AtomicLong();
    private final Thread clock;
    private volatile long lastSign = System.nanoTime();
    // By each of those who work side by side: what it waits for.
    private final Map<Thread, String> expecting = new ConcurrentHashMap<>();
    private volatile @Nullable Long expected;
    private long lastLine = begun;
    private long told;
    private @Nullable String phase;
    private @Nullable Thread conductor;
    private @Nullable Failure cause;

    Watch(Limits limits, ProgressLines lines) {
        this.limits = limits;
        this.lines = lines;
        this.clock = Thread.ofPlatform().daemon().name("watch").unstarted(this::look);
    }

    /** Begins to look after this thread. */
    void over(Thread thread) {
        synchronized (this) {
            conductor = thread;
            if (cause != null) {
                thread.interrupt();
            }
        }
        clock.start();
    }

    /** How many bytes of the dump there will be, as far as anybody knows. */
    public void expect(@Nullable Long total) {
        expected = total;
    }

    /** The order has come so far; told at once. */
    public synchronized void enter(String step) {
        phase = step;
        lastLine = System.nanoTime();
        lines.write(bytes.get(), expected, phase);
    }

    /** From here on a sign of life is due again and again; says for what we wait, for the message. */
    public void awaitBytes(String what) {
        if (expecting.put(Thread.currentThread(), what) == null && expecting.size() == 1) {
            lastSign = System.nanoTime();
        }
    }

    /** From here on nothing has to move: whatever comes next is bounded by itself. */
    public void awaitNothing() {
        expecting.remove(Thread.currentThread());
    }

    /** Bytes of the dump have passed. */
    public void moved(long count) {
        bytes.addAndGet(count);
        alive();
    }

    /** Something moved that is not counted, such as a part that the store took. */
    public void alive() {
        lastSign = System.nanoTime();
    }

    /** Ends the order. */
    public synchronized void fail(Failure failure) {
        if (cause != null) {
            return;
        }
        cause = failure;
        if (conductor != null) {
            conductor.interrupt();
        }
    }

    /** Why the order was ended from outside, if it was. */
    synchronized Optional<Failure> cause() {
        return Optional.ofNullable(cause);
    }

    private void look() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(LOOK);
                deadline();
                progress();
                tell();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deadline() {
        if (since(begun) > Duration.ofSeconds(limits.deadlineSeconds()).toNanos()) {
            fail(new Failure(
                    FailureReason.DeadlineExceeded,
                    "not finished within " + Durations.format(Duration.ofSeconds(limits.deadlineSeconds()))));
        }
    }

    private void progress() {
        var patience = Duration.ofSeconds(limits.noProgressSeconds());
        if (since(lastSign) > patience.toNanos()) {
            expecting.values().stream()
                    .findFirst()
                    .ifPresent(what -> fail(new Failure(
                            FailureReason.NoProgress,
                            "no byte moved for %s; we waited for %s".formatted(Durations.format(patience), what))));
        }
    }

    private synchronized void tell() {
        if (since(lastLine) > TELL.toNanos()) {
            lastWord();
        }
    }

    private synchronized void lastWord() {
        var now = bytes.get();
        if (now != told) {
            told = now;
            lastLine = System.nanoTime();
            lines.write(now, expected, phase);
        }
    }

    private static long since(long nanos) {
        return System.nanoTime() - nanos;
    }

    /** Looks no more; however short the work was, the last line says how many bytes there were. */
    @Override
    public void close() {
        clock.interrupt();
        lastWord();
    }
}
