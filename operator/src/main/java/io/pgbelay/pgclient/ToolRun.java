package io.pgbelay.pgclient;

import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Failure;
import io.pgbelay.contract.ToolFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One run of a tool. Whoever started it reads stdout to its end, then asks for the exit code; closing earlier lets the
 * tool die of a broken pipe.
 */
public final class ToolRun implements AutoCloseable {
    // The container with the tools may still be starting.
    private static final Duration PEER = Duration.ofSeconds(60);
    // Stdout has ended, so the tool has: all that is left to do is to write a number into a file.
    private static final Duration LAST_WORDS = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Path folder;
    private final String name;
    private final Pipe out;
    private final @Nullable Pipe in;

    ToolRun(Path folder, String name, boolean fed) throws IOException {
        this.folder = folder;
        this.name = name;
        this.out = Pipe.open(folder.resolve(ToolFolder.OUT), StandardOpenOption.READ);
        this.in = fed ? Pipe.open(folder.resolve(ToolFolder.IN), StandardOpenOption.WRITE) : null;
    }

    /**
     * How a tool ended.
     *
     * @param lastWords the end of its stderr
     */
    public record Exit(String tool, int code, String lastWords) {
        /** Whether it did all it was asked to. */
        public boolean good() {
            return code == 0;
        }
    }

    /** Waits until the tool has all of its pipes: its shell opens stderr last. */
    void awaitPeer() throws IOException, InterruptedException {
        var until = System.nanoTime() + PEER.toNanos();
        while (!Files.exists(folder.resolve(ToolFolder.ERR))) {
            if (System.nanoTime() > until) {
                throw gone("did not start: the container with the Postgres tools does not answer");
            }
            Thread.sleep(PAUSE);
        }
        out.peerIsThere();
        if (in != null) {
            in.peerIsThere();
        }
    }

    /** What the tool writes to its stdout. */
    public InputStream stdout() {
        return Channels.newInputStream(out.channel());
    }

    /** What the tool reads from its stdin; closing it tells the tool that this was all. */
    public OutputStream stdin() {
        if (in == null) {
            throw new IllegalStateException(name + " was started without a stdin");
        }
        return Channels.newOutputStream(in.channel());
    }

    /** The exit code, if the tool has ended. */
    public Optional<Exit> ended() throws IOException {
        var file = folder.resolve(ToolFolder.EXIT);
        return Files.exists(file)
                ? Optional.of(
                        new Exit(name, Integer.parseInt(Files.readString(file).strip()), lastWords()))
                : Optional.empty();
    }

    /** The exit code, once stdout has ended. */
    public Exit exit() throws IOException, InterruptedException {
        var until = System.nanoTime() + LAST_WORDS.toNanos();
        while (System.nanoTime() < until) {
            var exit = ended();
            if (exit.isPresent()) {
                return exit.get();
            }
            Thread.sleep(PAUSE);
        }
        throw gone("ended without an exit code: its container was killed, perhaps for memory");
    }

    private Failure gone(String what) {
        return new Failure(FailureReason.WorkerKilled, name + " " + what);
    }

    private String lastWords() {
        return StderrTail.of(folder.resolve(ToolFolder.ERR));
    }

    @Override
    public void close() throws IOException {
        try {
            out.close();
        } finally {
            if (in != null) {
                in.close();
            }
        }
    }
}
