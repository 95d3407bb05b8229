package io.pgbelay.pgclient;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The end of what a tool wrote to its stderr: enough to see why, never so much that it fills memory. */
final class StderrTail {
    private static final int BYTES = 8 * 1024;

    private StderrTail() {}

    static String of(Path file) {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var buffer = ByteBuffer.allocate(BYTES);
            channel.position(Math.max(0, channel.size() - BYTES));
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
                // until the end
            }
            return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "(no stderr: " + e.getMessage() + ")";
        }
    }
}
