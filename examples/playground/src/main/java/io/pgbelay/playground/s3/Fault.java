package io.pgbelay.playground.s3;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * What happens to the next requests that match instead of reaching the server. Closing it lets requests pass again;
 * those that hang are then cut off, unanswered.
 */
public final class Fault implements AutoCloseable {

    /** What is done to a request. */
    sealed interface Kind {
        /** The server's answer, in S3's words. */
        record Answer(int status, String code) implements Kind {}

        /** No answer, until released. */
        record Hang() implements Kind {}

        /** The connection is closed at once. */
        record HangUp() implements Kind {}
    }

    private final Kind kind;
    private final Predicate<Request> which;
    private final AtomicInteger left;
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger hits = new AtomicInteger();

    Fault(Kind kind, int times, Predicate<Request> which) {
        this.kind = kind;
        this.left = new AtomicInteger(times);
        this.which = which;
    }

    /** How many requests it has met. */
    public int hits() {
        return hits.get();
    }

    Kind kind() {
        return kind;
    }

    boolean takes(Request request) {
        boolean taken = which.test(request) && left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
        if (taken) {
            hits.incrementAndGet();
        }
        return taken;
    }

    void awaitRelease() throws InterruptedException {
        released.await();
    }

    @Override
    public void close() {
        left.set(0);
        released.countDown();
    }
}
