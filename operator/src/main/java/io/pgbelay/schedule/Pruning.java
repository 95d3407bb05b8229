package io.pgbelay.schedule;

import io.pgbelay.api.Attempt;
import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupRunStatus.Expiry;
import io.pgbelay.api.Retention;
import io.pgbelay.api.RetentionStatus;
import io.pgbelay.config.OperatorConfig;
import io.pgbelay.control.Action;
import io.pgbelay.control.Next;
import io.pgbelay.cron.Cron;
import io.pgbelay.kube.Names;
import io.pgbelay.kube.Times;
import io.pgbelay.news.Deed;
import io.pgbelay.retention.Backup;
import io.pgbelay.retention.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What retention does in a pass: one step, and never two.
 *
 * <p>Each backup's reasons are written on it and the plan is shown; the doomed are marked, so that nobody can pin them
 * any more; only then a Job is made that deletes what was seen marked; and only when it has told that a backup is gone,
 * its record goes. A policy that changes shows its plan and waits for another backup to succeed.
 */
final class Pruning {
    private static final int MOST_SHOWN = 50;
    private static final Duration CACHE_LAG = Duration.ofMillis(500);

    private final BackupScheduleSeen seen;
    private final Retention policy;
    private final boolean frozen;
    private final OperatorConfig config;
    private final Instant now;
    private final RetentionStatus before;
    private final Shelf shelf;

    private Pruning(BackupScheduleSeen seen, Retention policy, boolean frozen, OperatorConfig config, Instant now) {
        this.seen = seen;
        this.policy = policy;
        this.frozen = frozen;
        this.config = config;
        this.now = now;
        this.before = seen.retention();
        this.shelf = new Shelf(seen, now);
    }

    /**
     * What a pass makes of retention.
     *
     * @param next when to look again; absent where retention waits for a run
     */
    record Step(
            @Nullable RetentionStatus status,
            List<Action> actions,
            List<Deed> news,
            @Nullable Next next) {
        /** The caches follow what was written with some delay. */
        static Step then(@Nullable RetentionStatus status, List<Action> actions, Instant now) {
            return new Step(status, actions, List.of(), new Next.At(now.plus(CACHE_LAG)));
        }

        static Step rest(@Nullable RetentionStatus status) {
            return new Step(status, List.of(), List.of(), null);
        }
    }

    /**
     * Takes the next step.
     *
     * @param frozen whether nothing may be deleted until a person has looked
     */
    static Step step(BackupScheduleSeen seen, boolean frozen, OperatorConfig config, Instant now) {
        if (seen.retention().pruning()) {
            return new PruneWatch(seen, config, now).step();
        }
        var policy = seen.schedule().getSpec().retention();
        if (policy != null) {
            return new Pruning(seen, policy, frozen, config, now).step();
        }
        var labels = Labelling.none(new Shelf(seen, now));
        return labels.isEmpty() ? Step.rest(null) : Step.then(null, labels, now);
    }

    private Step step() {
        var zone = Cron.zone(seen.schedule().getSpec().timeZone());
        var verdict = shelf.judge(policy, zone);
        var shown = shown(verdict);
        var tidying = new ArrayList<>(Labelling.of(shelf, verdict));
        tidying.addAll(endedJob());
        if (!tidying.isEmpty() || !shown.equals(before)) {
            return Step.then(shown, tidying, now);
        }
        var going = going(verdict);
        return mayDelete(going) ? delete(going, verdict) : Step.rest(shown);
    }

    private RetentionStatus shown(Verdict verdict) {
        var plan = verdict.expired().stream().map(Backup::run).toList();
        var fingerprint = Names.hash(
                policy.unacknowledged() + "@" + seen.schedule().getSpec().timeZone(), 12);
        var since = fingerprint.equals(before.policy()) ? before.policySince() : Times.format(now);
        return before.planning(plan.stream().limit(MOST_SHOWN).toList(), plan.size(), fingerprint, since);
    }

    /** A backup whose run has leftovers goes after them: without its record nobody would know whose they are. */
    private PruneJob going(Verdict verdict) {
        var remains = new Remains(seen, now);
        return PruneJob.of(
                verdict.expired().stream()
                        .map(shelf::run)
                        .filter(run -> !remains.awaited(run) && !Lying.beingCopied(run))
                        .toList(),
                remains.due(seen.runs()),
                seen.schedule().getSpec().template());
    }

    /** After a success that is younger than the policy, once; or again, to go on with a list that was too long for one Job. */
    private boolean mayDelete(PruneJob going) {
        if (policy.dryRun() || frozen || going.idle()) {
            return false;
        }
        var after = lastSuccess();
        var since = Objects.requireNonNull(before.policySince());
        return after.filter(run -> History.end(run).compareTo(since) > 0)
                .filter(run -> !run.getMetadata().getName().equals(before.prunedAfter())
                        || (lastJobDidAll() && !going.doomed().isEmpty()))
                .isPresent();
    }

    /** The Job of a failure goes once its evidence stands in the status that was seen. */
    private List<Action> endedJob() {
        var job = seen.job().job();
        return job == null || before.prune() == null || before.prune().reason() == null
                ? List.of()
                : List.of(new Action.Delete(job));
    }

    private boolean lastJobDidAll() {
        return before.prune() != null
                && before.prune().reason() == null
                && Objects.equals(before.failed(), 0)
                && before.lockedUntil() == null;
    }

    private Optional<BackupRun> lastSuccess() {
        return new History(seen.runs()).newestGood();
    }

    private Step delete(PruneJob going, Verdict verdict) {
        var unmarked = going.runs().stream()
                .filter(run -> run.getStatus().expired() == null)
                .<Action>map(run -> new Action.Note(run, "expired", Expiry.Going))
                .toList();
        return unmarked.isEmpty() ? start(going, verdict) : Step.then(before, unmarked, now);
    }

    private Step start(PruneJob going, Verdict verdict) {
        var floor = verdict.kept().stream().filter(Verdict.Kept::floor).map(kept -> shelf.run(kept.backup()));
        var after = lastSuccess().orElseThrow();
        var name = going.name(seen, after);
        var job = going.job(seen, policy, name, floor, config);
        var status = before.deleting(
                Attempt.started(name, Times.format(now)), after.getMetadata().getName());
        var news = List.of(Deed.good("PruneStarted", going.words() + ", by Job " + name, "db_backup_purge_started"));
        return new Step(status, List.of(new Action.Create(job)), news, new Next.At(now.plus(config.podStartGrace())));
    }
}
