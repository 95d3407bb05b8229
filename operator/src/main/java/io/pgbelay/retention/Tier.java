package io.pgbelay.retention;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** One of grandfather, father and son: of each period the last backup stays. */
enum Tier {
    HOURLY("hourly", "uuuu-MM-dd'T'HHXXX", false),
    DAILY("daily", "uuuu-MM-dd", false),
    WEEKLY("weekly", "YYYY-'W'ww", true),
    MONTHLY("monthly", "uuuu-MM", true),
    YEARLY("yearly", "uuuu", true);

    private final String word;
    private final DateTimeFormatter period;
    private final boolean spelledOut;

    Tier(String word, String pattern, boolean spelledOut) {
        this.word = word;
        // In a locale whose weeks are those of ISO 8601.
        this.period = DateTimeFormatter.ofPattern(pattern, Locale.UK);
        this.spelledOut = spelledOut;
    }

    /** The last backup of each of the newest periods that have any. */
    List<Backup> representatives(List<Backup> newestFirst, int periods, Function<Backup, ZonedDateTime> local) {
        var seen = new HashSet<String>();
        return newestFirst.stream()
                .filter(backup -> seen.add(period.format(local.apply(backup))))
                .limit(periods)
                .toList();
    }

    /** The reason for which such a backup stays. */
    String reason(ZonedDateTime snapshot) {
        return spelledOut ? word + " " + period.format(snapshot) : word;
    }
}
