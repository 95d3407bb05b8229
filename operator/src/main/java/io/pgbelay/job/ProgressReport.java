package io.pgbelay.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pgbelay.api.Progress;
import io.pgbelay.contract.Json;
import io.pgbelay.contract.ProgressLine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads how far the bytes are from the last lines of a mover's log. */
public final class ProgressReport {
    private static final int MOST_BEFORE_THE_END = 99;

    private ProgressReport() {}

    /** The newest report in these lines; the one before stands where there is none. */
    public static @Nullable Progress of(List<String> log, @Nullable Progress before) {
        var lines = log.stream().flatMap(line -> read(line).stream()).toList();
        return lines.isEmpty() ? before : report(lines);
    }

    /** How far the order has come, in a word of the request's status; absent where the lines do not say. */
    public static Optional<String> phase(List<String> log) {
        return log.stream()
                .flatMap(line -> read(line).stream())
                .map(ProgressLine::phase)
                .filter(Objects::nonNull)
                .reduce((first, last) -> last);
    }

    private static Progress report(List<ProgressLine> lines) {
        var last = lines.getLast();
        return new Progress(last.bytes(), percent(last), speed(lines.getFirst(), last));
    }

    private static @Nullable Integer percent(ProgressLine line) {
        return line.expected() == null || line.expected() <= 0
                ? null
                : (int) Math.min(MOST_BEFORE_THE_END, line.bytes() * 100 / line.expected());
    }

    private static @Nullable Long speed(ProgressLine first, ProgressLine last) {
        var time = Duration.between(Instant.parse(first.time()), Instant.parse(last.time()))
                .toMillis();
        return time <= 0 ? null : (last.bytes() - first.bytes()) * 1000 / time;
    }

    private static Optional<ProgressLine> read(String line) {
        if (!line.startsWith("{")) {
            return Optional.empty();
        }
        try {
            return Stream.of(Json.MAPPER.readValue(line, ProgressLine.class))
                    .filter(Objects::nonNull)
                    .filter(ProgressLine::progress)
                    .findFirst();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
