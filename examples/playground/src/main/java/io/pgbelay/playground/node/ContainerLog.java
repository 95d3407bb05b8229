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
            long left = wanted.limitBytes();
            boolean last;
            do {
                last = !wanted.follow() || complete.getAsBoolean();
                left -= copyWhatIsThere(log, out, left);
                if (!last) {
                    Thread.sleep(LOOK_MILLIS);
                }
            } while (!last && left > 0);
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
        long position = log.length();
        long found = 0;
        byte[] block = new byte[8 << 10];
        long end = log.length() - 1;
        while (position > 0) {
            int size = (int) Math.min(block.length, position);
            position -= size;
            log.seek(position);
            log.readFully(block, 0, size);
            for (int i = size - 1; i >= 0; i--) {
                boolean lineEnd = block[i] == '\n' && position + i < end;
                if (lineEnd && ++found == lines) {
                    return position + i + 1;
                }
            }
        }
        return lines == 0 ? log.length() : 0;
    }
}
