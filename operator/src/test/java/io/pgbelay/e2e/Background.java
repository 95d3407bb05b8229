package io.pgbelay.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A program that runs beside the story, such as {@code kubectl proxy}, until it is closed or the story ends. */
final class Background implements AutoCloseable {
    private static final int SECONDS_TO_END = 5;

    private final Process process;
    private final BufferedReader out;

    private Background(Process process) {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    }

    static Background start(String... command) {
        try {
            return new Background(new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits for a line that matches, and reads on silently from there, so that the program never waits for a reader.
     *
     * @throws IllegalStateException with what it said, where it ends without such a line
     */
    MatchResult says(Pattern pattern) {
        var said = new StringBuilder();
        try {
            for (var line = out.readLine(); line != null; line = out.readLine()) {
                var matcher = pattern.matcher(line);
                if (matcher.find()) {
                    Thread.ofVirtual().start(this::drain);
                    return matcher.toMatchResult();
                }
                said.append(line).append('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("ended without " + pattern + ":\n" + said);
    }

    private void drain() {
        try {
            out.transferTo(java.io.Writer.nullWriter());
        } catch (IOException e) {
            // It was closed.
            process.destroy();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
