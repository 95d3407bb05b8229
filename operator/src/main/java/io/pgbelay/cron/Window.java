package io.pgbelay.cron;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** A time that comes again and again and lasts a while. */
public record Window(Cron begins, Duration lasts, ZoneId zone) {
    /**
     * Reads one.
     *
     * @param seed what {@code H} is chosen by
     * @throws IllegalArgumentException with a sentence for people, where schedule or zone is none
     */
    public static Window parse(String schedule, Duration lasts, String zone, String seed) {
        return new Window(Cron.parse(schedule, seed), lasts, Cron.zone(zone));
    }

    /** When the one that is open now will be over; empty where none is open. */
    public Optional<Instant> openUntil(Instant now) {
        return begins.previous(now, zone).map(start -> start.plus(lasts)).filter(now::isBefore);
    }
}
