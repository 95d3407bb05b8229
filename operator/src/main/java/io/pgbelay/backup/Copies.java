package io.pgbelay.backup;

import io.pgbelay.api.Attempt;
import io.pgbelay.api.BackupTemplate;
import io.pgbelay.api.Copy;
import io.pgbelay.api.CopyStatus;
import io.pgbelay.api.CopyStatus.Phase;
import io.pgbelay.api.Durations;
import io.pgbelay.api.FailureReason;
import io.pgbelay.config.OperatorConfig;
import io.pgbelay.contract.Outcome;
import io.pgbelay.control.Action;
import io.pgbelay.control.Next;
import io.pgbelay.job.Attempts;
import io.pgbelay.job.JobOutcome;
import io.pgbelay.job.JobSeen;
import io.pgbelay.job.Verdict;
import io.pgbelay.kube.Conditions;
import io.pgbelay.kube.Lifecycle;
import io.pgbelay.kube.Names;
import io.pgbelay.kube.Times;
import io.pgbelay.news.Deed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Copies of a good backup, each by Jobs of its own. One that fails is tried again alone, after a pause that doubles up to some
 * hours, for a week; whatever the reason, for whoever mends a bucket need not say so here. A backup that retention is about to
 * delete is copied no more. Pure.
 */
final class Copies {
    private static final String COMPLETE = "CopiesComplete";
    private static final Duration LONGEST_PAUSE = Duration.ofHours(6);
    private static final Duration PATIENCE = Duration.ofDays(7);
    private static final int MOST_DOUBLED = 20;

    private final BackupRunSeen seen;
    private final BackupTemplate template;
    private final OperatorConfig config;
    private final Instant now;
    private final List<CopyStatus> status = new ArrayList<>();
    private final List<Action> actions = new ArrayList<>();
    private final List<Deed> news = new ArrayList<>();
    private @Nullable Instant next;

    private Copies(BackupRunSeen seen, BackupTemplate template, OperatorConfig config, Instant now) {
        this.seen = seen;
        this.template = template;
        this.config = config;
        this.now = now;
    }

    /** What a pass makes of the copies of a run. */
    record Step(List<CopyStatus> status, List<Action> actions, List<Deed> news, Next next) {}

    /** Whether a backup that was made, and not found, is to be copied. */
    static boolean wanted(BackupRunSeen seen) {
        var run = seen.status();
        return run.usable()
                && run.template() != null
                && !run.template().copies().isEmpty()
                && seen.spec().imported() == null;
    }

    static Step step(BackupRunSeen seen, OperatorConfig config, Instant now) {
        var template = Objects.requireNonNull(seen.status().template());
        var copies = new Copies(seen, template, config, now);
        template.copies().forEach(copies::step);
        var next = copies.next;
        return new Step(
                copies.status, copies.actions, copies.news, next == null ? new Next.OnEvent() : new Next.At(next));
    }

    private void step(Copy copy) {
        var before = seen.status().copies().stream()
                .filter(one -> one.name().equals(copy.name()))
                .findFirst();
        if (before.isEmpty() || before.get().phase() == null) {
            begin(copy, before);
            return;
        }
        switch (Objects.requireNonNull(before.get().phase())) {
            case Copying -> follow(before.get());
            case Waiting -> await(copy, before.get());
            case Deleted -> begin(copy, before);
            case Succeeded, Failed -> status.add(before.get());
        }
    }

    private void begin(Copy copy, Optional<CopyStatus> before) {
        if (seen.status().expired() != null) {
            before.ifPresent(status::add);
            return;
        }
        var attempt = before.map(CopyStatus::attempts).orElse(0) + 1;
        var job = CopyJob.of(seen, template, copy, attempt, config);
        var name = Names.copyJob(seen.name(), copy.name(), attempt);
        actions.add(new Action.Create(job));
        status.add(CopyStatus.copying(copy.name(), attempt, Attempt.started(name, Times.format(now))));
        at(now.plus(config.podStartGrace()));
    }

    /** The Job of a failure goes once its evidence stands in the status that was seen. */
    private void await(Copy copy, CopyStatus before) {
        var job = job(before).job();
        if (job != null) {
            actions.add(new Action.Delete(job));
        }
        var due = Objects.requireNonNullElse(Times.parse(before.nextAttemptTime()), now);
        if (now.isBefore(due) || seen.status().expired() != null) {
            status.add(before);
            at(seen.status().expired() == null ? due : null);
            return;
        }
        begin(copy, Optional.of(before));
    }

    private void follow(CopyStatus before) {
        var attempt = Objects.requireNonNull(before.attempt());
        var deadline = Durations.parse(template.deadline());
        switch (new Attempts(0, deadline, config).judge(List.of(attempt), JobOutcome.of(job(before)), now)) {
            case Verdict.Wait wait -> {
                status.add(before);
                at(wait.until());
            }
            case Verdict.Done done -> done(before, done.attempts().getLast(), done.outcome());
            case Verdict.Closed closed -> failed(before, closed.attempts().getLast());
            case Verdict.GivenUp lost -> failed(before, lost.attempts().getLast());
            case Verdict.Start ignored -> throw new IllegalStateException("a Job that was made is not made again");
        }
    }

    private void done(CopyStatus before, Attempt end, Outcome outcome) {
        var there = Objects.requireNonNull(outcome.artifact(), "a copy that succeeded tells where it is");
        status.add(before.succeeded(end, there));
        var words = "Copy " + before.name() + " is whole: " + there.location();
        news.add(Deed.good("CopySucceeded", words, "db_backup_copied").with("dump_path", there.location()));
    }

    private void failed(CopyStatus before, Attempt end) {
        var again = now.plus(pause(before.attempts()));
        var last = Instant.parse(Objects.requireNonNull(seen.status().completionTime()))
                .plus(PATIENCE);
        var after = before.failed(end, again.isAfter(last) ? null : Times.format(again.plusMillis(999)));
        status.add(after);
        at(Times.parse(after.nextAttemptTime()));
        news.add(Deed.bad(FailureReason.CopyFailed.name(), words(after), "db_backup_copy_failed")
                .with("copy", before.name()));
    }

    private Duration pause(int attempts) {
        var pause = config.retryDelay().multipliedBy(1L << Math.min(attempts - 1, MOST_DOUBLED));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private JobSeen job(CopyStatus copy) {
        return seen.copies().getOrDefault(copy.name(), JobSeen.NOTHING);
    }

    private void at(@Nullable Instant time) {
        next = next == null || (time != null && time.isBefore(next)) ? time : next;
    }

    /** The condition for this: absent where no copies are asked for. */
    static Conditions onto(Conditions conditions, BackupTemplate template, List<CopyStatus> copies) {
        if (template.copies().isEmpty()) {
            return conditions;
        }
        var failed = copies.stream().filter(Copies::failing).map(Copies::words).collect(Collectors.joining(" "));
        if (!failed.isEmpty()) {
            return conditions.no(
                    COMPLETE, FailureReason.CopyFailed.name(), failed + " " + FailureReason.CopyFailed.advice());
        }
        var whole =
                copies.stream().filter(one -> one.phase() == Phase.Succeeded).count();
        return whole == template.copies().size()
                ? conditions.yes(COMPLETE, "Copied", "Copies are whole: " + whole)
                : conditions.no(
                        COMPLETE,
                        "Copying",
                        "Copies are under way: " + whole + " of "
                                + template.copies().size() + " are whole");
    }

    /** Until it is whole: while it is tried again, too, what kept it away is what there is to say. */
    private static boolean failing(CopyStatus copy) {
        return copy.phase() == Phase.Waiting || copy.phase() == Phase.Failed;
    }

    private static String words(CopyStatus copy) {
        var attempt = Objects.requireNonNull(copy.attempt());
        var reason = Objects.requireNonNullElse(attempt.reason(), FailureReason.InternalError);
        var next = copy.nextAttemptTime() == null
                ? "Nobody tries it any more."
                : "It is tried again at " + copy.nextAttemptTime() + ".";
        var sentence = Lifecycle.sentence(reason, Objects.requireNonNullElse(attempt.message(), ""));
        return "Copy " + copy.name() + ", " + reason + ": " + sentence + " " + next;
    }
}
