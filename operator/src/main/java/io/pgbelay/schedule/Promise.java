package io.pgbelay.schedule;

import io.pgbelay.api.BackupRun;
import io.pgbelay.api.Durations;
import io.pgbelay.api.FailureReason;
import io.pgbelay.kube.Conditions;
import io.pgbelay.kube.Lifecycle;
import io.pgbelay.kube.Times;
import io.pgbelay.news.Deed;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The recovery point objective: how old the newest good backup may become, by what it shows, not by when it ended.
 *
 * @param conditions with RPOMet
 * @param news told once, when it is missed and when it is kept again
 * @param breaks when it will be missed if no backup succeeds until then; absent where it is missed already
 */
record Promise(
        Conditions conditions, List<Deed> news, @Nullable Instant breaks) {
    private static final String TYPE = "RPOMet";

    Promise {
        news = List.copyOf(news);
    }

    /** Judges at this time; where there is no backup yet, the schedule's creation stands for one. */
    static Promise of(BackupScheduleSeen seen, Ticks ticks, Conditions conditions, Instant now) {
        var objective = objective(seen, ticks, now);
        if (objective.isEmpty()) {
            return new Promise(conditions, List.of(), null);
        }
        var newest = newest(seen.runs());
        var from = newest.orElseGet(
                () -> Instant.parse(seen.schedule().getMetadata().getCreationTimestamp()));
        var breaks = from.plus(objective.get());
        var words = newest.map(one -> "The newest good backup shows " + one).orElse("There is no good backup yet")
                + "; it may be at most " + Durations.format(objective.get()) + " old";
        return now.isAfter(breaks) ? missed(seen, conditions, words) : kept(seen, conditions, words, breaks);
    }

    private static Promise missed(BackupScheduleSeen seen, Conditions conditions, String words) {
        var sentence = Lifecycle.sentence(FailureReason.Overdue, words);
        var told = Conditions.holds(seen.status().conditions(), TYPE, "False");
        var news = told ? List.<Deed>of() : List.of(Deed.bad(FailureReason.Overdue.name(), words, "db_backup_overdue"));
        return new Promise(conditions.no(TYPE, FailureReason.Overdue.name(), sentence), news, null);
    }

    private static Promise kept(BackupScheduleSeen seen, Conditions conditions, String words, Instant breaks) {
        var again = Conditions.holds(seen.status().conditions(), TYPE, "False");
        var news = again ? List.of(Deed.good("InTimeAgain", words, "db_backup_in_time_again")) : List.<Deed>of();
        return new Promise(conditions.yes(TYPE, "InTime", words), news, breaks.plusMillis(1));
    }

    private static Optional<Duration> objective(BackupScheduleSeen seen, Ticks ticks, Instant now) {
        var given = seen.schedule().getSpec().recoveryPointObjective();
        return given == null
                ? ticks.interval(now).map(interval -> interval.multipliedBy(2))
                : Optional.of(Durations.parse(given));
    }

    private static Optional<Instant> newest(List<BackupRun> runs) {
        return runs.stream()
                .filter(run -> History.status(run).usable())
                .map(run -> Times.parse(Shelf.artifact(run).snapshotTime()))
                .max(Comparator.naturalOrder());
    }
}
