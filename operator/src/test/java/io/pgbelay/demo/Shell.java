package io.pgbelay.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Runs a program as a person would, and waits for its end. */
public final class Shell {
    /** What a program said, and how it ended. */
    public record Answer(int exit, String text) {}

    private Shell() {}

    /**
     * Runs a program that has to succeed.
     *
     * @throws IllegalStateException with its output, where it does not
     */
    public static String run(Map<String, String> env, String... command) {
        var answer = answer(env, "", command);
        if (answer.exit() != 0) {
            throw new IllegalStateException(
                    String.join(" ", command) + " ended with " + answer.exit() + ":\n" + answer.text());
        }
        return answer.text();
    }

    /** Runs a program with this on its stdin; stdout and stderr come together. */
    public static Answer answer(Map<String, String> env, String stdin, String... command) {
        try {
            var builder = new ProcessBuilder(List.of(command)).redirectErrorStream(true);
            builder.environment().putAll(env);
            var process = builder.start();
            try (var in = process.getOutputStream()) {
                in.write(stdin.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // A program that ended without reading says why on its output.
                process.getErrorStream().close();
            }
            var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(process.waitFor(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while running " + command[0], e);
        }
    }
}
