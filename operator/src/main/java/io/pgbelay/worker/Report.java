package io.pgbelay.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pgbelay.api.Comparison;
import io.pgbelay.contract.Json;
import io.pgbelay.contract.Outcome;
import io.pgbelay.contract.PodEnv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The outcome as a termination message: without secrets, and short enough to be kept whole. */
final class Report {
    private static final int TAIL = 2_000;
    private static final int MESSAGE = 600;
    private final Redaction redaction;

    Report(Redaction redaction) {
        this.redaction = redaction;
    }

    void write(Outcome outcome, Map<String, String> env) throws IOException {
        var file = env.get(PodEnv.TERMINATION_LOG);
        if (file != null) {
            Files.write(Path.of(file), bytes(outcome));
        }
    }

    /**
     * JSON of at most {@link Outcome#LONGEST} bytes: the tail of the log gives way first, its end stays longest; then the
     * lists of what differs, their beginning stays.
     */
    byte[] bytes(Outcome outcome) throws JsonProcessingException {
        var comparison = outcome.comparison();
        var bytes = withTail(outcome, comparison);
        for (int most = Comparison.MOST; comparison != null && bytes.length > Outcome.LONGEST && most > 0; ) {
            most -= Math.max(1, most / 5);
            bytes = withTail(outcome, comparison.shortened(most));
        }
        return bytes;
    }

    private byte[] withTail(Outcome outcome, @Nullable Comparison comparison) throws JsonProcessingException {
        var tail = outcome.logTail() == null ? "" : last(redaction.clean(outcome.logTail()), TAIL);
        var message = first(redaction.clean(outcome.message()), MESSAGE);
        var bytes = json(outcome, comparison, message, tail);
        while (bytes.length > Outcome.LONGEST && !tail.isEmpty()) {
            tail = last(tail, tail.length() - Math.min(tail.length(), Math.max(16, tail.length() / 8)));
            bytes = json(outcome, comparison, message, tail);
        }
        return bytes.length > Outcome.LONGEST ? json(outcome, comparison, first(message, MESSAGE / 4), "") : bytes;
    }

    private static byte[] json(Outcome outcome, @Nullable Comparison comparison, String message, String tail)
            throws JsonProcessingException {
        return Json.MAPPER.writeValueAsBytes(new Outcome(
                outcome.reason(),
                message,
                outcome.stages(),
                outcome.artifact(),
                outcome.verified(),
                outcome.restored(),
                comparison,
                outcome.live(),
                outcome.kept(),
                blankAsAbsent(tail),
                outcome.pruned(),
                outcome.catalogued()));
    }

    private static @Nullable String blankAsAbsent(String text) {
        return text.isBlank() ? null : text;
    }

    private static String first(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 3) + "...";
    }

    private static String last(String text, int most) {
        return text.length() <= most ? text : text.substring(text.length() - most);
    }
}
