package io.pgbelay.cron;

import java.time.Instant;
import java.time.zone.ZoneRules;
import java.util.Optional;

/** How what was written becomes instants of a zone. */
sealed interface Ticks permits Every, OnceTicks, WallTicks {
    /** The first tick after this instant. */
    Optional<Instant> next(Instant after, ZoneRules zone);

    /** The last tick that is not after this instant. */
    Optional<Instant> previous(Instant atOrBefore, ZoneRules zone);
}
