package io.pgbelay.backup;

import io.pgbelay.api.Attempt;
import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupRunStatus;
import io.pgbelay.api.BackupRunStatus.Phase;
import io.pgbelay.api.BackupTemplate;
import io.pgbelay.api.Durations;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.Imported;
import io.pgbelay.api.PermanentFailure;
import io.pgbelay.config.OperatorConfig;
import io.pgbelay.contract.Outcome;
import io.pgbelay.control.Action;
import io.pgbelay.control.Decision;
import io.pgbelay.control.Next;
import io.pgbelay.job.Attempts;
import io.pgbelay.job.JobOutcome;
import io.pgbelay.job.ProgressReport;
import io.pgbelay.job.Verdict;
import io.pgbelay.kube.Conditions;
import io.pgbelay.kube.Lifecycle;
import io.pgbelay.kube.Names;
import io.pgbelay.kube.Times;
import io.pgbelay.news.Deed;
import io.pgbelay.queue.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Decides what a BackupRun does next. Pure. */
final class BackupRunPlanner {
    private static final Duration NEXT_LOOK = Duration.ofSeconds(1);

    private final BackupRunSeen seen;
    private final OperatorConfig config;
    private final Instant now;
    private final BackupRunStatus before;

    private BackupRunPlanner(BackupRunSeen seen, OperatorConfig config, Instant now) {
        this.seen = seen;
        this.config = config;
        this.now = now;
        this.before = seen.status();
    }

    static Decision<BackupRunStatus> decide(BackupRunSeen seen, OperatorConfig config, Instant now) {
        return told(new BackupRunPlanner(seen, config, now).decide());
    }

    /** Who started a run stands in each line of the audit log about it. */
    private static Decision<BackupRunStatus> told(Decision<BackupRunStatus> decision) {
        var trigger = decision.status().trigger();
        var news = decision.news().stream()
                .map(deed -> trigger == null ? deed : deed.with("trigger", trigger.name()))
                .toList();
        return new Decision<>(decision.status(), decision.actions(), news, decision.next());
    }

    private Decision<BackupRunStatus> decide() {
        if (before.ended()) {
            return afterTheEnd();
        }
        try {
            var imported = seen.spec().imported();
            if (imported != null) {
                return found(Start.template(seen, now), imported);
            }
            return before.template() == null ? begin(Start.template(seen, now)) : goOn(before.template());
        } catch (PermanentFailure failure) {
            return failed(
                    before.attempts(),
                    failure.reason(),
                    Lifecycle.sentence(failure.reason(), String.valueOf(failure.getMessage())));
        }
    }

    /** The template is latched before anything acts on it. */
    private Decision<BackupRunStatus> begin(BackupTemplate template) {
        if (seen.spec().dryRun()) {
            var conditions = Lifecycle.succeeded(conditions(), "DryRun", "Nothing was done: see status.plan");
            return Decision.of(
                    StatusOf.planned(before, template, Start.plan(seen, template, config), now)
                            .finish(conditions, generation()),
                    new Next.OnEvent());
        }
        var conditions = Lifecycle.underWay(conditions(), "Pending", "The run is about to start");
        return Decision.of(
                StatusOf.begun(before, template, seen.verification(), trigger()).finish(conditions, generation()),
                new Next.Now());
    }

    /** A backup that was there before its record: nothing is run. There may be thousands: the schedule tells of them at once. */
    private Decision<BackupRunStatus> found(BackupTemplate template, Imported imported) {
        var message = "Found in the storage: " + imported.artifact().location();
        var conditions = Lifecycle.succeeded(conditions(), "Imported", message);
        var status = StatusOf.found(before, template, imported).finish(conditions, generation());
        return Decision.of(status, new Next.OnEvent());
    }

    private Decision<BackupRunStatus> goOn(BackupTemplate template) {
        var rule = new Attempts(template.retries(), Durations.parse(template.deadline()), config);
        var verdict = rule.judge(before.attempts(), JobOutcome.of(seen.job()), now);
        return before.replacedBy() == null ? follow(template, verdict) : giveWay(verdict);
    }

    private Decision<BackupRunStatus> follow(BackupTemplate template, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Start start -> inTurn(template, start);
            case Verdict.Wait wait -> wait(wait);
            case Verdict.Closed closed -> closed(closed);
            case Verdict.Done done -> done(done.attempts(), done.outcome());
            case Verdict.GivenUp lost -> failed(lost.attempts(), lost.reason(), lost.message());
        };
    }

    /** A later run waits: the Job is stopped, its evidence taken, and no other made. One that has just succeeded has. */
    private Decision<BackupRunStatus> giveWay(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Start start -> replaced(start.attempts());
            case Verdict.Wait wait ->
                wait.attempts().getLast().ended() ? replaced(wait.attempts()) : stop(wait.attempts());
            case Verdict.Closed closed -> closed(closed);
            case Verdict.Done done -> done(done.attempts(), done.outcome());
            case Verdict.GivenUp lost -> replaced(lost.attempts());
        };
    }

    private Decision<BackupRunStatus> stop(List<Attempt> attempts) {
        var job = seen.job().job();
        var status = StatusOf.attempting(before, attempts, Phase.Running, now)
                .finish(
                        Lifecycle.underWay(conditions(), "GivingWay", "Stopped, for " + before.replacedBy() + " waits"),
                        generation());
        var stop = job == null || job.getMetadata().getDeletionTimestamp() != null
                ? List.<Action>of()
                : List.<Action>of(new Action.Stop(job));
        return new Decision<>(status, stop, List.of(), new Next.At(now.plus(config.podStartGrace())));
    }

    private Decision<BackupRunStatus> replaced(List<Attempt> attempts) {
        var message = Lifecycle.sentence(FailureReason.Replaced, before.replacedBy() + " waits for its place");
        return failed(attempts, FailureReason.Replaced, message);
    }

    /** The first attempt waits for its turn; which place it has in the queue is written down nowhere. */
    private Decision<BackupRunStatus> inTurn(BackupTemplate template, Verdict.Start start) {
        var turn = seen.turn();
        if (turn == null || turn instanceof Turn.Go) {
            return start(template, start);
        }
        Start.refuseExpired(seen, now);
        var status = before.phase() == Phase.Queued
                ? new StatusOf(before).finish(conditions(), generation())
                : StatusOf.queued(before).finish(Lifecycle.underWay(conditions(), "Queued", words(turn)), generation());
        return Decision.of(status, new Next.At(now.plus(NEXT_LOOK)));
    }

    private static String words(Turn turn) {
        return switch (turn) {
            case Turn.Go ignored -> "It may start";
            case Turn.DatabaseTaken taken -> "Waiting for another backup of " + taken.target();
            case Turn.ServerFull full ->
                "Waiting: " + full.limit() + " backups at once are allowed on server " + full.server();
            case Turn.Full full -> "Waiting: " + full.limit() + " backups at once are allowed";
        };
    }

    private Decision<BackupRunStatus> start(BackupTemplate template, Verdict.Start start) {
        var actions = new ArrayList<>(dropLastJob());
        actions.add(new Action.Create(BackupJob.of(seen, template, start.number(), config)));
        var job = Names.backupJob(seen.name(), start.number());
        var attempts = new ArrayList<>(start.attempts());
        attempts.add(Attempt.started(job, Times.format(now)));
        var message = "Attempt " + start.number() + " started as Job " + job;
        var status = StatusOf.attempting(before, attempts, Phase.Running, now)
                .finish(Lifecycle.underWay(conditions(), "Running", message), generation());
        var news = List.of(Deed.good("AttemptStarted", message, "db_backup_started"));
        return new Decision<>(status, actions, news, new Next.At(now.plus(config.podStartGrace())));
    }

    private Decision<BackupRunStatus> wait(Verdict.Wait wait) {
        var phase = wait.running() ? Phase.Running : Objects.requireNonNullElse(before.phase(), Phase.Pending);
        var status = StatusOf.attempting(before, wait.attempts(), phase, now)
                .withProgress(ProgressReport.of(seen.job().log(), before.progress()))
                .finish(
                        Lifecycle.underWay(conditions(), wait.running() ? "Running" : "Waiting", wait.message()),
                        generation());
        return new Decision<>(status, dropEndedJob(), List.of(), new Next.At(wait.until()));
    }

    private Decision<BackupRunStatus> closed(Verdict.Closed closed) {
        var last = closed.attempts().getLast();
        var reason = Objects.requireNonNullElse(last.reason(), FailureReason.InternalError);
        var message = "Attempt " + closed.attempts().size() + " failed: " + last.message();
        var status = StatusOf.attempting(before, closed.attempts(), Phase.Running, now)
                .finish(Lifecycle.underWay(conditions(), reason.name(), message), generation());
        var news = List.of(Deed.bad(reason.name(), message, "db_backup_attempt_failed"));
        return new Decision<>(status, List.of(), news, new Next.Now());
    }

    private Decision<BackupRunStatus> done(List<Attempt> attempts, Outcome outcome) {
        var artifact = outcome.artifact();
        if (artifact == null) {
            return failed(attempts, FailureReason.InternalError, "The worker reported success without an artifact");
        }
        var message = "Backed up to " + artifact.location();
        var template = Objects.requireNonNull(before.template());
        var conditions = Lifecycle.succeeded(conditions(), "Succeeded", message);
        var status = StatusOf.succeeded(before, attempts, outcome, now)
                .finish(Copies.onto(conditions, template, List.of()), generation());
        var deed = Deed.good("BackupSucceeded", message, "db_backup_succeeded")
                .with("dump_path", artifact.location())
                .with("dump_hash", artifact.sha256())
                .with("size_bytes", artifact.sizeBytes().toString());
        var next = template.copies().isEmpty() ? new Next.OnEvent() : new Next.Now();
        return new Decision<>(status, List.of(), List.of(deed), next);
    }

    private Decision<BackupRunStatus> failed(List<Attempt> attempts, FailureReason reason, String message) {
        var status = StatusOf.failed(before, attempts, now)
                .finish(Lifecycle.failed(conditions(), reason, message), generation());
        var news = List.of(Deed.bad(reason.name(), message, "db_backup_failed"));
        return new Decision<>(status, List.of(), news, new Next.Now());
    }

    /** The end never changes; only the conditions' generation follows the spec, failed Jobs go, and copies are made. */
    private Decision<BackupRunStatus> afterTheEnd() {
        if (Copies.wanted(seen)) {
            return copy(Copies.step(seen, config, now));
        }
        var status = new StatusOf(before).finish(conditions(), generation());
        return new Decision<>(status, dropEndedJob(), List.of(), new Next.OnEvent());
    }

    private Decision<BackupRunStatus> copy(Copies.Step step) {
        var template = Objects.requireNonNull(before.template());
        var going = before.expired() != null;
        var conditions = going ? conditions() : Copies.onto(conditions(), template, step.status());
        var status = new StatusOf(before).withCopies(step.status()).finish(conditions, generation());
        return new Decision<>(status, step.actions(), step.news(), step.next());
    }

    /** A Job goes once its evidence stands in the status that was observed; that of a good run stays a day. */
    private List<Action> dropEndedJob() {
        var attempts = before.attempts();
        return attempts.isEmpty() || !attempts.getLast().ended() || before.phase() == Phase.Succeeded
                ? List.of()
                : dropLastJob();
    }

    private List<Action> dropLastJob() {
        var job = seen.job().job();
        return job == null ? List.of() : List.of(new Action.Delete(job));
    }

    private Conditions conditions() {
        return Conditions.from(before.conditions(), generation(), now);
    }

    private Long generation() {
        return seen.run().getMetadata().getGeneration();
    }

    private BackupRunStatus.Trigger trigger() {
        var annotations = seen.run().getMetadata().getAnnotations();
        return annotations != null && annotations.containsKey(BackupRun.SLOT_ANNOTATION)
                ? BackupRunStatus.Trigger.Schedule
                : BackupRunStatus.Trigger.Manual;
    }
}
