package io.pgbelay.schedule;

import io.pgbelay.api.BackupScheduleSpec;
import io.pgbelay.api.Durations;
import io.pgbelay.cron.Cron;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which tick is due.
 *
 * <p>Of all ticks since the last one that was dealt with, only the newest can start a run, and only while it is younger
 * than the starting deadline; all others are counted as missed.
 *
 * @param cron the schedule
 * @param zone where it is read
 * @param deadline how late a run may start
 */
record Ticks(Cron cron, ZoneId zone, Duration deadline) {
    private static final int MOST_COUNTED = 100_000;
    private static final Duration LEAST_DEADLINE = Duration.ofHours(1);

    /**
     * What is due.
     *
     * @param slot the newest tick that has not been dealt with
     * @param startable whether it is young enough to start a run
     * @param missed how many older ticks have passed with it
     */
    record Due(Instant slot, boolean startable, long missed) {}

    /**
     * Reads a spec.
     *
     * @throws IllegalArgumentException where the schedule or its zone cannot be read
     */
    static Ticks of(BackupScheduleSpec spec, String seed, Instant now) {
        var cron = Cron.parse(spec.schedule(), seed);
        var zone = Cron.zone(spec.timeZone());
        var deadline = spec.startingDeadline() == null
                ? halfTheInterval(cron, zone, now)
                : Durations.parse(spec.startingDeadline());
        return new Ticks(cron, zone, deadline);
    }

    /** The tick that is due, if one is, given the last that was dealt with. */
    Optional<Due> due(Instant dealtWith, Instant now) {
        return cron.previous(now, zone)
                .filter(slot -> slot.isAfter(dealtWith))
                .map(slot -> new Due(slot, !slot.plus(deadline).isBefore(now), between(dealtWith, slot)));
    }

    /** The first tick after this time. */
    @Nullable
    Instant next(Instant now) {
        return cron.next(now, zone).orElse(null);
    }

    /** How far apart the times are around this one; empty where none comes any more. */
    Optional<Duration> interval(Instant around) {
        return cron.interval(around, zone);
    }

    private long between(Instant from, Instant to) {
        var count = 0L;
        var tick = cron.next(from, zone);
        while (tick.isPresent() && tick.get().isBefore(to) && count < MOST_COUNTED) {
            count++;
            tick = cron.next(tick.get(), zone);
        }
        return count;
    }

    private static Duration halfTheInterval(Cron cron, ZoneId zone, Instant now) {
        var next = cron.next(now, zone);
        var half = next.flatMap(tick -> cron.next(tick, zone))
                .map(after -> Duration.between(next.get(), after).dividedBy(2))
                .orElse(LEAST_DEADLINE);
        return half.compareTo(LEAST_DEADLINE) < 0 ? LEAST_DEADLINE : half;
    }
}
