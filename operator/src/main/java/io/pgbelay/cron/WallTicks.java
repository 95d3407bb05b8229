package io.pgbelay.cron;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneRules;
import java.util.Optional;

/**
 * A time is due whenever the clock on the wall shows it. Between two changes of the clock local times and instants run
 * side by side, so the search goes from one such stretch to the next.
 */
record WallTicks(LocalTimes times) implements Ticks {
    private static final Duration HORIZON = Duration.ofDays(366L * LocalTimes.HORIZON_YEARS);

    @Override
    public Optional<Instant> next(Instant after, ZoneRules zone) {
        var begin = after.plusNanos(1);
        while (begin.isBefore(after.plus(HORIZON))) {
            var offset = zone.getOffset(begin);
            var change = zone.nextTransition(begin);
            var found = times.from(ceiling(LocalDateTime.ofInstant(begin, offset)))
                    .map(local -> local.toInstant(offset))
                    .filter(tick -> change == null || tick.isBefore(change.getInstant()));
            if (found.isPresent() || change == null) {
                return found;
            }
            begin = change.getInstant();
        }
        return Optional.empty();
    }

    @Override
    public Optional<Instant> previous(Instant atOrBefore, ZoneRules zone) {
        var end = atOrBefore;
        while (end.isAfter(atOrBefore.minus(HORIZON))) {
            var offset = zone.getOffset(end);
            var change = zone.previousTransition(end.plusNanos(1));
            var found = times.upTo(LocalDateTime.ofInstant(end, offset))
                    .map(local -> local.toInstant(offset))
                    .filter(tick -> change == null || !tick.isBefore(change.getInstant()));
            if (found.isPresent() || change == null) {
                return found;
            }
            end = change.getInstant().minusNanos(1);
        }
        return Optional.empty();
    }

    private static LocalDateTime ceiling(LocalDateTime local) {
        var minute = local.truncatedTo(ChronoUnit.MINUTES);
        return minute.equals(local) ? minute : minute.plusMinutes(1);
    }
}
