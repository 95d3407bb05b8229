package io.pgbelay.worker;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What has to be undone if the order fails: an upload begun, a temporary database made. Deeds are undone in reverse
 * order, on a thread of their own, because the one that failed may have been interrupted.
 */
public final class Undo {
    // Inside the grace period of a Pod, which is 30 seconds where nobody says otherwise.
    private static final Duration TIME = Duration.ofSeconds(20);
    private final Deque<Deed> deeds = new ArrayDeque<>();

    /** Something to undo, with its name for the diary. */
    private record Deed(String name, Step step) {}

    /** How to undo it. */
    @FunctionalInterface
    public interface Step {
        /** Undoes it; may fail, which is told in the diary. */
        void run() throws Exception;
    }

    /** Remembers what to undo. */
    public synchronized void add(String name, Step step) {
        deeds.push(new Deed(name, step));
    }

    /** It is done for good: nothing is to be undone any more. */
    public synchronized void forget() {
        deeds.clear();
    }

    void run(Diary diary) {
        var thread = Thread.ofVirtual().name("undo").start(() -> each(diary));
        try {
            if (!thread.join(TIME)) {
                diary.say("clearing up takes too long and is left to the next attempt");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void each(Diary diary) {
        for (var deed = next(); deed != null; deed = next()) {
            try {
                diary.say("undo: " + deed.name());
                deed.step().run();
            } catch (Exception e) {
                diary.say("could not " + deed.name() + ": " + e.getMessage());
            }
        }
    }

    private synchronized @org.jspecify.annotations.Nullable Deed next() {
        return deeds.poll();
    }
}
