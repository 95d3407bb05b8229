package io.pgbelay.worker;

import java.io.PrintStream;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** What the worker tells people, on stderr: short lines without secrets. */
public final class Diary {
    private final PrintStream out;
    private final Redaction redaction;
    private final Clock clock;

    Diary(PrintStream out, Redaction redaction, Clock clock) {
        this.out = out;
        this.redaction = redaction;
        this.clock = clock;
    }

    /** Writes a line. */
    public void say(String line) {
        out.println(clock.instant().truncatedTo(ChronoUnit.MILLIS) + " " + redaction.clean(line));
    }
}
