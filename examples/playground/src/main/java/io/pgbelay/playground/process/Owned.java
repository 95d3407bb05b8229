package io.pgbelay.playground.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A child of ours, leader of its own session. When it exits, by itself or by a signal, whatever it left running in
 * its session is killed, as the end of a container's first process ends the container.
 */
public final class Owned {

    private final Process process;
    private final long startTicks;
    private final Path log;
    private final CompletableFuture<Integer> exit;

    Owned(Process process, long startTicks, Path log, Runnable forget) {
        this.process = process;
        this.startTicks = startTicks;
        this.log = log;
        this.exit = process.onExit()
                .thenApplyAsync(
                        ended -> {
                            Sessions.kill(process.pid(), startTicks);
                            forget.run();
                            return ended.exitValue();
                        },
                        SideBySide.THREADS);
    }

    public long pid() {
        return process.pid();
    }

    public Path log() {
        return log;
    }

    /** Until its exit is known and its session is empty. */
    public boolean alive() {
        return !exit.isDone();
    }

    /** The exit code, 128 + n for a process ended by signal n. Completes when the whole session is gone. */
    public CompletableFuture<Integer> exit() {
        return exit.copy();
    }

    /** Waits for the end, at most so long; true if it has ended. */
    public boolean await(Duration atMost) {
        try {
            exit.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot end process " + pid(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Sends a signal, by its name without SIG, to the leader alone. */
    public void signal(String name) {
        if (process.isAlive()) {
            Signals.send(name, List.of(pid()));
        }
    }

    /** Kills the whole session and waits until it is gone. */
    public void kill() {
        Sessions.kill(pid(), startTicks);
        exit.join();
    }

    /** The signal to the leader, and after the grace KILL to all. */
    public void stop(String signal, Duration grace) {
        signal(signal);
        if (!await(grace)) {
            kill();
        }
    }
}
