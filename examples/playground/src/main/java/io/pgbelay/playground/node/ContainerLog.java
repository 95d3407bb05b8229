package io.pgbelay.playground.node;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/**
 * The file into which a container writes.
 *
 * @param complete whether nothing more will be written
 */
record ContainerLog(Path file, BooleanSupplier complete) {

    private static final int LOOK_MILLIS = 50;

    void copy(OutputStream out, LogRequest wanted) throws IOException, InterruptedException {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            if (wanted.tailLines().isPresent()) {
                log.seek(startOfTail(log, wanted.tailLines().get()));
            }
            boolean all = !wanted.follow() || complete.getAsBoolean();
            long left = wanted.limitBytes() - copyWhatIsThere(log, out, wanted.limitBytes());
            while (!all && left > 0) {
                Thread.sleep(LOOK_MILLIS);
                all = complete.getAsBoolean(); // asked before the look: what was written until then is seen by it
                left -= copyWhatIsThere(log, out, left);
            }
        }
    }

    private static long copyWhatIsThere(RandomAccessFile log, OutputStream out, long most) throws IOException {
        byte[] buffer = new byte[64 << 10];
        long copied = 0;
        int read = 0;
        while (read >= 0 && copied < most) {
            read = log.read(buffer, 0, (int) Math.min(buffer.length, most - copied));
            if (read > 0) {
                out.write(buffer, 0, read);
                copied += read;
            }
        }
        if (copied > 0) {
            out.flush();
        }
        return copied;
    }

    /** Reads backwards until enough line ends are found; the one at the very end does not count. */
    private static long startOfTail(RandomAccessFile log, long lines) throws IOException {
        if (lines == 0) {
            return log.length();
        }
        byte[] block = new byte[8 << 10];
        long found = 0;
        long start = 0;
        for (long end = log.length() - 1; end > 0; end -= block.length) {
            int size = (int) Math.min(block.length, end);
            log.seek(end - size);
            log.readFully(block, 0, size);
            for (int i = size - 1; i >= 0 && found < lines; i--) {
                found += block[i] == '\n' ? 1 : 0;
                start = end - size + i + 1;
            }
            if (found == lines) {
                return start;
            }
        }
        return 0;
    }
}
