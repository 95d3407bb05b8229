package io.pgbelay.playground.control;

import io.pgbelay.playground.process.Household;
import io.pgbelay.playground.process.Launch;
import io.pgbelay.playground.process.Owned;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One of the control plane's programs with its flags: it can be started, killed, and started again. */
final class Component {

    private static final int TAIL = 2_000;

    private final Household household;
    private final List<String> command;
    private final Path log;
    private @Nullable Owned process;

    Component(Household household, Path binary, List<String> flags) {
        this.household = household;
        this.command = new ArrayList<>(List.of(binary.toString()));
        this.command.addAll(flags);
        this.log = household.folder("log").resolve(binary.getFileName() + ".log");
    }

    synchronized void start() {
        if (process != null && process.alive()) {
            return;
        }
        try {
            // HOME is for what a program may cache; none of them needs more of an environment.
            process = household.start(new Launch(
                    command,
                    Map.of("HOME", household.directory().toString(), "PATH", "/usr/bin:/bin"),
                    household.directory(),
                    log));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command.getFirst(), e);
        }
    }

    /** Nothing is kept, so nothing needs to end gently. */
    synchronized void kill() {
        if (process != null) {
            process.kill();
        }
    }

    /** Whether it was started and has died since. */
    synchronized boolean dead() {
        return process != null && !process.alive();
    }

    /** The end of its log, for a message about why it died. */
    String lastWords() {
        try {
            String text = Files.readString(log);
            return text.substring(Math.max(0, text.length() - TAIL));
        } catch (IOException e) {
            return "(no log)";
        }
    }

    @Override
    public String toString() {
        return command.getFirst();
    }
}
