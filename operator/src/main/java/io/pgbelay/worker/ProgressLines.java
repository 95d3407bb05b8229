package io.pgbelay.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pgbelay.contract.Json;
import io.pgbelay.contract.ProgressLine;
import java.io.PrintStream;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** The lines on stdout by which the operator knows how far the bytes are. */
final class ProgressLines {
    private final PrintStream out;
    private final Clock clock;

    ProgressLines(PrintStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    void write(long bytes, @Nullable Long expected, @Nullable String phase) {
        var line = new ProgressLine(true, bytes, expected, clock.instant().toString(), phase);
        try {
            out.println(Json.MAPPER.writeValueAsString(line));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a progress line is always JSON", e);
        }
    }
}
