package io.pgbelay.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;

/** Tells a person what happens: one line a step, and one line that moves while bytes do. */
public final class Story {
    private final PrintStream out;
    private final boolean terminal = "true".equals(System.getenv("PGBELAY_TERMINAL"));
    private final Instant start = Instant.now();
    private boolean moving;

    public Story(PrintStream out) {
        this.out = out;
    }

    /** A line, with the time since the beginning. */
    public void tell(String line) {
        settle();
        out.printf("%5.1f s  %s%n", Duration.between(start, Instant.now()).toMillis() / 1000.0, line);
        out.flush();
    }

    /** A line without a time, for tables and commands. */
    public void show(String line) {
        settle();
        out.println(line);
        out.flush();
    }

    /** How far the bytes are: on a terminal always the same line. */
    public void progress(String line) {
        out.print((terminal ? "\r" : "") + "         " + line + (terminal ? "   " : System.lineSeparator()));
        out.flush();
        moving = terminal;
    }

    private void settle() {
        if (moving) {
            out.println();
            moving = false;
        }
    }
}
