package io.pgbelay.bench;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupSchedule;
import io.pgbelay.demo.Figures;
import io.pgbelay.demo.World;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The operator with many schedules and many records, on a real control plane of this machine: how long until it is ready
 * and settled, what it costs in memory and requests, and how late a thousand backups are that are due in the same minute,
 * beside a thousand CronJobs of the real controller.
 */
public final class ControlBench {
    private static final Duration SETTLING = Duration.ofMinutes(10);
    private static final Duration HERD = Duration.ofMinutes(5);
    private static final Duration QUIET = Duration.ofSeconds(30);
    private static final int MINUTES_AHEAD = 2;
    private static final Pattern STARTED =
            Pattern.compile("(?m)^operator_sdk_reconciliations_started_total\\S* ([0-9.E]+)$");

    private final int schedules = Integer.getInteger("schedules", 10_000);
    private final int runs = Integer.getInteger("runs", 50_000);
    private final int herd = Integer.getInteger("herd", 1_000);
    private final World world;
    private final Figures figures;
    private final ControlFigures.Builder found = new ControlFigures.Builder();

    private ControlBench(World world) {
        this.world = world;
        this.figures = new Figures(world);
    }

    /** Runs all of it; {@code -Dschedules}, {@code -Druns} and {@code -Dherd} make it smaller. */
    public static void main(String[] arguments) throws Exception {
        // Nobody is to wait for a place in the queue: that would be another figure.
        var settings = Map.of("PGBELAY_MAX_RUNNING", "0", "PGBELAY_MAX_RUNNING_PER_SERVER", "0");
        try (var world = World.start(ControlBench::say, settings)) {
            var figures = new ControlBench(world).run();
            figures.write(Path.of("operator/target/bench/control.json"), Path.of("docs/performance.md"));
            say(figures.table());
        }
    }

    private ControlFigures run() throws InterruptedException, IOException {
        world.operator().stop();
        var estate = new Estate(world, schedules);
        say("making %,d schedules and %,d runs", schedules, runs);
        estate.fill(runs);
        start();
        Thread.sleep(QUIET);
        found.idle(figures.memory());
        idle(estate);
        due(estate);
        return found.of(schedules, runs, herd);
    }

    private void start() throws InterruptedException {
        try (var settled = Arrivals.of(world.client(), BackupSchedule.class, ControlBench::settled)) {
            say("starting the operator");
            var begun = Instant.now();
            world.operator().start();
            found.ready(Duration.between(begun, Instant.now()));
            settled.await(schedules, SETTLING);
            found.settled(Duration.between(begun, Instant.now()), settled.count());
            say("settled: %,d schedules", settled.count());
        }
    }

    private void idle(Estate estate) throws InterruptedException {
        var requests = figures.requests();
        var passes = passes();
        estate.touch(herd);
        Thread.sleep(QUIET);
        found.idlePasses(passes() - passes, figures.requests() - requests);
    }

    /** The minute at which all are due is far enough away for everybody to have heard of it. */
    private void due(Estate estate) throws InterruptedException {
        try (var newRuns = Arrivals.of(world.client(), BackupRun.class, ControlBench::any);
                var jobs = Arrivals.of(world.client(), Job.class, job -> ofKind(job, "BackupRun"));
                var cronJobs = Arrivals.of(world.client(), Job.class, job -> ofKind(job, "CronJob"))) {
            var slot = Instant.now().truncatedTo(ChronoUnit.MINUTES).plus(MINUTES_AHEAD, ChronoUnit.MINUTES);
            var time = slot.atZone(ZoneOffset.UTC);
            estate.due(herd, "%d %d * * *".formatted(time.getMinute(), time.getHour()));
            say("%,d schedules and as many CronJobs are due at %s", herd, slot);
            var early = Duration.between(Instant.now(), slot);
            if (early.isNegative()) {
                throw new IllegalStateException(
                        "this machine was too slow to get ready for the minute: set -Dherd lower");
            }
            var requests = figures.requests();
            Thread.sleep(early);
            jobs.await(herd, HERD);
            cronJobs.await(herd, HERD);
            Thread.sleep(QUIET);
            found.herd(Spread.of(newRuns.since(slot)), Spread.of(jobs.since(slot)), Spread.of(cronJobs.since(slot)));
            found.runs(figures.requests() - requests, newRuns.count());
            found.after(figures.memory());
        }
    }

    private long passes() {
        return STARTED.matcher(world.operator().answer("/metrics"))
                .results()
                .mapToLong(ControlBench::number)
                .sum();
    }

    private static long number(MatchResult line) {
        return (long) Double.parseDouble(line.group(1));
    }

    private static Optional<String> settled(BackupSchedule schedule) {
        var status = schedule.getStatus();
        return status == null || status.nextScheduleTime() == null
                ? Optional.empty()
                : Optional.of(schedule.getMetadata().getName());
    }

    private static Optional<String> any(BackupRun run) {
        return Optional.of(
                run.getMetadata().getNamespace() + "/" + run.getMetadata().getName());
    }

    private static Optional<String> ofKind(Job job, String kind) {
        var owners = Optional.ofNullable(job.getMetadata().getOwnerReferences()).orElse(List.of());
        return owners.stream().map(OwnerReference::getKind).anyMatch(kind::equals)
                ? Optional.of(job.getMetadata().getNamespace() + "/"
                        + job.getMetadata().getName())
                : Optional.empty();
    }

    private static void say(String line) {
        System.out.println(line);
    }

    private static void say(String line, Object... values) {
        System.out.printf(line + "%n", values);
    }
}
