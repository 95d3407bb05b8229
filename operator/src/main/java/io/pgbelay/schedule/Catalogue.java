package io.pgbelay.schedule;

import io.pgbelay.api.Attempt;
import io.pgbelay.api.BackupRun;
import io.pgbelay.api.CatalogStatus;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.Imported;
import io.pgbelay.config.OperatorConfig;
import io.pgbelay.contract.BucketLayout;
import io.pgbelay.contract.CatalogEntry;
import io.pgbelay.contract.Catalogued;
import io.pgbelay.contract.Outcome;
import io.pgbelay.control.Action;
import io.pgbelay.job.JobOutcome;
import io.pgbelay.kube.Conditions;
import io.pgbelay.kube.Lifecycle;
import io.pgbelay.kube.Names;
import io.pgbelay.kube.Times;
import io.pgbelay.news.Deed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The bucket is the truth: once a day a Job looks what lies there. A backup without a record gets one; a record without its
 * backup is told of. Nothing is deleted here.
 */
final class Catalogue {
    private static final String TYPE = "CatalogInSync";
    private static final Duration PERIOD = Duration.ofDays(1);
    private static final Duration AFTER_A_FAILURE = Duration.ofMinutes(10);
    private static final Duration CACHE_LAG = Duration.ofMillis(500);
    private static final int MOST_AT_ONCE = 1_000;
    private static final int MOST_SHOWN = 50;

    private final BackupScheduleSeen seen;
    private final OperatorConfig config;
    private final Instant now;
    private final CatalogStatus before;

    private Catalogue(BackupScheduleSeen seen, OperatorConfig config, Instant now) {
        this.seen = seen;
        this.config = config;
        this.now = now;
        this.before = seen.catalog();
    }

    /**
     * What a pass makes of the catalog.
     *
     * @param next when to look again; absent where there is no catalog
     */
    record Step(
            @Nullable CatalogStatus status,
            List<Action> actions,
            List<Deed> news,
            @Nullable Instant next) {
        /** With the condition CatalogInSync, as far as somebody has looked. */
        Conditions onto(Conditions conditions) {
            if (status == null || (status.lastTime() == null && status.read() == null)) {
                return conditions.without(TYPE);
            }
            var read = status.read();
            if (read != null && read.reason() != null) {
                return conditions.unknown(
                        TYPE, read.reason().name(), Lifecycle.sentence(read.reason(), String.valueOf(read.message())));
            }
            return status.looking() ? conditions : judged(status, conditions);
        }

        private static Conditions judged(CatalogStatus status, Conditions conditions) {
            var reason = FailureReason.CatalogDrift;
            return status.drift().isEmpty()
                    ? conditions.yes(TYPE, "AsRecorded", "Each of " + status.backups() + " backups is there")
                    : conditions.no(
                            TYPE,
                            reason.name(),
                            Lifecycle.sentence(reason, status.drift().getFirst()));
        }
    }

    static Step step(BackupScheduleSeen seen, OperatorConfig config, Instant now) {
        return seen.schedule().getSpec().catalog() == null
                ? new Step(null, List.of(), List.of(), null)
                : new Catalogue(seen, config, now).step();
    }

    private Step step() {
        if (before.looking()) {
            return watch(Objects.requireNonNull(before.read()));
        }
        var due = due();
        var over = seen.look().job();
        if (over != null) {
            return new Step(before, List.of(new Action.Delete(over)), List.of(), now.plus(CACHE_LAG));
        }
        return now.isBefore(due) ? new Step(before, List.of(), List.of(), due) : start();
    }

    private Instant due() {
        var read = before.read();
        if (read != null && read.reason() != null) {
            return Instant.parse(Objects.requireNonNull(read.end())).plus(AFTER_A_FAILURE);
        }
        return before.lastTime() == null
                ? now
                : Instant.parse(before.lastTime()).plus(PERIOD);
    }

    private Step start() {
        var name = CatalogJob.name(seen, now);
        var status = with(Attempt.started(name, Times.format(now)));
        return new Step(
                status,
                List.of(new Action.Create(CatalogJob.of(seen, name, config))),
                List.of(),
                now.plus(config.podStartGrace()));
    }

    private Step watch(Attempt read) {
        var outcome = JobOutcome.of(seen.look());
        if (outcome instanceof JobOutcome.Ended ended && ended.outcome().catalogued() != null) {
            var found = seen.found();
            return found == null
                    ? failed(read, FailureReason.CatalogUnreadable, "The log is not whole")
                    : merged(read, ended.outcome(), ended.outcome().catalogued(), found);
        }
        return switch (ShelfJob.silence(read, outcome, config, now)) {
            case ShelfJob.Silence.Lasting lasting -> new Step(before, List.of(), List.of(), lasting.until());
            case ShelfJob.Silence.Over over -> failed(over.end());
        };
    }

    private Step failed(Attempt read, FailureReason reason, String message) {
        return failed(new Attempt(read.job(), read.start(), Times.format(now), List.of(), reason, message, null));
    }

    private Step failed(Attempt end) {
        var reason = Objects.requireNonNullElse(end.reason(), FailureReason.InternalError);
        var news = List.of(
                Deed.bad(reason.name(), "The storage was not looked through: " + end.message(), "db_catalog_failed"));
        return new Step(with(end), List.of(), news, now.plus(CACHE_LAG));
    }

    /** Records first, so many in a pass; the sum is drawn when each backup has one. */
    private Step merged(Attempt read, Outcome outcome, Catalogued sum, List<CatalogEntry> found) {
        var known =
                seen.runs().stream().collect(Collectors.toMap(History::backupUid, Function.identity(), (a, b) -> a));
        var missing = found.stream()
                .filter(entry -> entry.trouble() == null && !known.containsKey(entry.uid()))
                .limit(MOST_AT_ONCE)
                .<Action>map(entry -> new Action.Create(record(entry)))
                .toList();
        if (!missing.isEmpty()) {
            var words = missing.size() + " backups in the storage that had no record get one";
            var news = List.of(Deed.good("BackupsFound", words, "db_backup_imported"));
            return new Step(before, missing, news, now.plus(CACHE_LAG));
        }
        var end = new Attempt(
                read.job(), read.start(), Times.format(now), outcome.stages(), null, outcome.message(), null);
        var drift = drift(read, sum, found, known);
        var status = new CatalogStatus(end, Times.format(now), sum.entries(), drift, sum.leftovers(), sum.foreign());
        return new Step(status, List.of(), news(drift, outcome), now.plus(CACHE_LAG));
    }

    private List<Deed> news(List<String> drift, Outcome outcome) {
        if (drift.isEmpty() || drift.equals(before.drift())) {
            return List.of();
        }
        var words = drift.getFirst() + " (" + outcome.message() + ")";
        return List.of(Deed.bad(FailureReason.CatalogDrift.name(), words, "db_catalog_drift"));
    }

    private BackupRun record(CatalogEntry entry) {
        var snapshot = Instant.parse(entry.artifact().snapshotTime());
        var name = Names.importedRun(seen.name(), snapshot, entry.uid());
        var imported = new Imported(entry.uid(), entry.artifact(), entry.finishedAt(), entry.verified());
        return ScheduledRun.ofFound(seen.schedule(), name, "made as BackupRun " + entry.run(), imported);
    }

    /** What is not there any more, or is another. */
    private List<String> drift(Attempt read, Catalogued sum, List<CatalogEntry> found, Map<String, BackupRun> known) {
        var there = found.stream().collect(Collectors.toMap(CatalogEntry::uid, Function.identity(), (a, b) -> a));
        var records = known.entrySet().stream()
                .filter(one -> expected(one.getValue()))
                .filter(one -> there.containsKey(one.getKey()) || before(one.getValue(), read))
                .flatMap(one -> difference(one.getValue(), there.get(one.getKey())));
        var broken = found.stream()
                .filter(entry -> entry.trouble() != null && !known.containsKey(entry.uid()))
                .map(entry -> entry.artifact().manifest() + ": " + entry.trouble());
        return Stream.of(records, broken, sum.refused().stream())
                .flatMap(Function.identity())
                .sorted()
                .limit(MOST_SHOWN)
                .toList();
    }

    private static Stream<String> difference(BackupRun run, @Nullable CatalogEntry entry) {
        var name = "BackupRun " + run.getMetadata().getName();
        if (entry == null) {
            return Stream.of(name + ": its manifest is gone");
        }
        if (!entry.artifact().manifestSha256().equals(Shelf.artifact(run).manifestSha256())) {
            return Stream.of(name + ": its manifest is not what was written");
        }
        return entry.trouble() == null ? Stream.empty() : Stream.of(name + ": " + entry.trouble());
    }

    /** What is missing may have been written after the look: only what had ended when it began was overlooked by nobody. */
    private static boolean before(BackupRun run, Attempt read) {
        return History.end(run).compareTo(Objects.requireNonNull(read.start())) < 0;
    }

    /** Backups that were made into another bucket, folder or family before are not looked for in this one. */
    private boolean expected(BackupRun run) {
        var made = History.status(run);
        var template = made.template();
        var wanted = seen.schedule().getSpec().template();
        var layout = BucketLayout.of(wanted, seen.schedule().getMetadata().getNamespace());
        return made.usable()
                && made.expired() == null
                && template != null
                && template.storage().place().sameAs(wanted.storage().place())
                && layout.isManifest(Shelf.artifact(run).manifest());
    }

    private CatalogStatus with(Attempt read) {
        return new CatalogStatus(
                read, before.lastTime(), before.backups(), before.drift(), before.leftovers(), before.foreign());
    }
}
