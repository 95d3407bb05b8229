package io.pgbelay.backup;

import io.pgbelay.api.BackupRun;
import io.pgbelay.config.OperatorConfig;
import io.pgbelay.queue.Limits;
import io.pgbelay.queue.Place;
import io.pgbelay.queue.Turn;
import io.pgbelay.queue.Turns;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * The leader's view of the queue, from the cache of all BackupRuns. Nothing of it is written anywhere: a new leader sees
 * the same. It is looked up anew at most twice a second, however many ask.
 */
final class Line {
    private static final Duration FRESH = Duration.ofMillis(500);

    private final Limits limits;
    private Map<String, Turn> turns = Map.of();
    private Instant seen = Instant.EPOCH;

    Line(OperatorConfig config) {
        this.limits = new Limits(config.maxRunning(), config.maxRunningPerServer());
    }

    /**
     * What the queue says to a run that could start. One that it has not seen yet has come last.
     *
     * @param underWay all runs whose template is known and which have not ended
     */
    synchronized Turn turn(BackupRun run, Supplier<List<BackupRun>> underWay, Instant now) {
        var uid = run.getMetadata().getUid();
        if (!turns.containsKey(uid) || now.isAfter(seen.plus(FRESH)) || now.isBefore(seen)) {
            var runs = underWay.get();
            turns = Turns.deal(places(runs, false), places(runs, true), limits);
            seen = now;
        }
        return Objects.requireNonNullElseGet(turns.get(uid), () -> new Turn.Full(limits.total()));
    }

    private static List<Place> places(List<BackupRun> runs, boolean atWork) {
        return runs.stream()
                .filter(run -> atWork != run.getStatus().attempts().isEmpty())
                .map(Line::place)
                .toList();
    }

    private static Place place(BackupRun run) {
        var database = Objects.requireNonNull(run.getStatus().template()).database();
        var metadata = run.getMetadata();
        return new Place(
                metadata.getUid(),
                metadata.getNamespace(),
                server(run),
                database.name(),
                Instant.parse(metadata.getCreationTimestamp()));
    }

    /** A bare name is a Service of the run's own namespace: the same word elsewhere is another server. */
    private static String server(BackupRun run) {
        var database = Objects.requireNonNull(run.getStatus().template()).database();
        var host = database.host().contains(".")
                ? database.host()
                : database.host() + "." + run.getMetadata().getNamespace();
        return host + ":" + database.port();
    }
}
