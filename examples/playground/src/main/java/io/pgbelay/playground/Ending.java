package io.pgbelay.playground;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** The end of a process by Ctrl-C or SIGTERM: the JVM stays until the main thread has put everything away. */
final class Ending {

    private final CountDownLatch wanted = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);
    private final AtomicBoolean starting = new AtomicBoolean(true);

    private Ending() {}

    /** @param main interrupted when the end comes before it has started: a first start may be building for minutes */
    static Ending onShutdown(Thread main) {
        Ending ending = new Ending();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            ending.wanted.countDown();
            if (ending.starting.get()) {
                main.interrupt();
            }
            ending.awaitDone();
        }));
        return ending;
    }

    void started() {
        starting.set(false);
    }

    void await() throws InterruptedException {
        wanted.await();
    }

    void done() {
        done.countDown();
    }

    private void awaitDone() {
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
