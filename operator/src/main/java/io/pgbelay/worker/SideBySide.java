package io.pgbelay.worker;

import io.pgbelay.contract.Failure;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Pieces of work side by side, so many at once. The first that fails stops the others; its failure is told, what theirs say
 * is its echo. Nothing of it goes on when this has ended.
 */
public final class SideBySide<T> {
    // Who is interrupted lets go at once; that nobody can be waited for for ever is for the kernel's sake.
    private static final Duration LETTING_GO = Duration.ofSeconds(10);

    private final Queue<Integer> waiting = new ConcurrentLinkedQueue<>();
    private final List<Callable<T>> pieces;
    private final ConcurrentHashMap<Integer, T> done = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Throwable> trouble = new AtomicReference<>();
    private final List<Thread> threads = new ArrayList<>();

    private SideBySide(List<Callable<T>> pieces) {
        this.pieces = pieces;
        IntStream.range(0, pieces.size()).forEach(waiting::add);
    }

    /**
     * Does them all, from the first on.
     *
     * @return what came of each, in their order
     */
    public static <T> List<T> run(int atOnce, List<Callable<T>> pieces)
            throws IOException, InterruptedException, SQLException {
        return new SideBySide<>(pieces).run(Math.min(atOnce, pieces.size()));
    }

    private List<T> run(int atOnce) throws IOException, InterruptedException, SQLException {
        if (atOnce == 1) {
            work();
            rethrow();
            return results();
        }
        for (int i = 0; i < atOnce; i++) {
            threads.add(Thread.ofVirtual().name("stream-" + i).unstarted(this::work));
        }
        threads.forEach(Thread::start);
        try {
            for (var thread : threads) {
                thread.join();
            }
        } finally {
            stop();
        }
        rethrow();
        return results();
    }

    private List<T> results() {
        return IntStream.range(0, pieces.size()).mapToObj(done::get).toList();
    }

    private void work() {
        for (var next = waiting.poll(); next != null && trouble.get() == null; next = waiting.poll()) {
            try {
                done.put(next, pieces.get(next).call());
            } catch (Throwable e) {
                fail(e);
            }
        }
    }

    private void fail(Throwable e) {
        if (trouble.compareAndSet(null, e)) {
            others().forEach(Thread::interrupt);
        }
    }

    private Stream<Thread> others() {
        return threads.stream().filter(thread -> !thread.equals(Thread.currentThread()));
    }

    /** Whoever is still at work when we go has been told to stop, or is told now. */
    private void stop() {
        waiting.clear();
        threads.forEach(Thread::interrupt);
        var interrupted = Thread.interrupted();
        try {
            for (var thread : threads) {
                thread.join(LETTING_GO);
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void rethrow() throws IOException, InterruptedException, SQLException {
        switch (trouble.get()) {
            case null -> {}
            case Failure e -> throw e;
            case IOException e -> throw e;
            case InterruptedException e -> throw e;
            case SQLException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new CompletionException(e);
        }
    }
}
