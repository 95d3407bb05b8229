package io.pgbelay.playground.process;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Work in virtual threads: what waits for processes must not wait for a place in the common pool. */
public final class SideBySide {

    /** A thread for each task. */
    public static final Executor THREADS = task -> Thread.ofVirtual().start(task);

    private SideBySide() {}

    /** Does it to all at once, and waits until all is done. */
    public static <T> void forEach(Collection<T> all, Consumer<? super T> work) {
        CompletableFuture<?>[] done = all.stream()
                .map(one -> CompletableFuture.runAsync(() -> work.accept(one), THREADS))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(done).join();
    }
}
