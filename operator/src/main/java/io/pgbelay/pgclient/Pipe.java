package io.pgbelay.pgclient;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/**
 * Our end of a named pipe, opened without waiting for the other.
 *
 * <p>Opening one end blocks until somebody opens the other, for ever if he died. So it is opened for reading and writing
 * at once, which Linux never makes wait, then in the direction that is meant; the first is let go when the peer is known
 * to be there, since as long as we hold both ends no end of file would ever come.
 */
final class Pipe implements AutoCloseable {
    private final FileChannel both;
    private final FileChannel ours;

    private Pipe(FileChannel both, FileChannel ours) {
        this.both = both;
        this.ours = ours;
    }

    /** Makes a named pipe. */
    static void make(Path path) throws IOException, InterruptedException {
        var mkfifo = new ProcessBuilder("mkfifo", "-m", "660", path.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!mkfifo.waitFor(10, TimeUnit.SECONDS) || mkfifo.exitValue() != 0) {
            throw new IOException("mkfifo failed for " + path.getFileName());
        }
    }

    static Pipe open(Path path, StandardOpenOption direction) throws IOException {
        var both = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            return new Pipe(both, FileChannel.open(path, direction));
        } catch (IOException e) {
            both.close();
            throw e;
        }
    }

    /** The peer has its end now. */
    void peerIsThere() throws IOException {
        both.close();
    }

    FileChannel channel() {
        return ours;
    }

    /** Wakes whoever reads or writes; the peer sees the end of file, or SIGPIPE. */
    @Override
    public void close() throws IOException {
        try {
            ours.close();
        } finally {
            both.close();
        }
    }
}
