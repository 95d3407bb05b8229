package io.pgbelay.cron;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.zone.ZoneRules;
import java.util.Optional;

/**
 * Each written time is due exactly once: after the gap that swallowed it, or the first of the two times that the clock
 * shows it. Instants then never go back where local times go on, which is what both searches rest on.
 */
record OnceTicks(LocalTimes times) implements Ticks {
    @Override
    public Optional<Instant> next(Instant after, ZoneRules zone) {
        var local = times.from(local(after, zone).plusMinutes(1));
        while (local.isPresent() && !instant(local.get(), zone).isAfter(after)) {
            local = times.from(local.get().plusMinutes(1));
        }
        return local.map(found -> instant(found, zone));
    }

    @Override
    public Optional<Instant> previous(Instant atOrBefore, ZoneRules zone) {
        var local = times.upTo(latestShown(atOrBefore, zone));
        while (local.isPresent() && instant(local.get(), zone).isAfter(atOrBefore)) {
            local = times.upTo(local.get().minusMinutes(1));
        }
        return local.map(found -> instant(found, zone));
    }

    private static LocalDateTime local(Instant instant, ZoneRules zone) {
        return LocalDateTime.ofInstant(instant, zone.getOffset(instant));
    }

    /** The latest time that the clock has shown so far: while an hour is repeated, the end of that hour. */
    private static LocalDateTime latestShown(Instant instant, ZoneRules zone) {
        var now = local(instant, zone);
        var change = zone.previousTransition(instant.plusNanos(1));
        return change != null && now.isBefore(change.getDateTimeBefore()) ? change.getDateTimeBefore() : now;
    }

    private static Instant instant(LocalDateTime local, ZoneRules zone) {
        var change = zone.getTransition(local);
        return change != null && change.isGap()
                ? change.getInstant()
                : local.toInstant(zone.getValidOffsets(local).getFirst());
    }
}
