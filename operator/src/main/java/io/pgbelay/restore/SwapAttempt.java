package io.pgbelay.restore;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.pgbelay.api.Attempt;
import io.pgbelay.api.Durations;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.KeptDatabase;
import io.pgbelay.api.RestorePlan;
import io.pgbelay.api.RestoreRequestStatus;
import io.pgbelay.api.RestoreRequestStatus.Phase;
import io.pgbelay.contract.Mark;
import io.pgbelay.contract.Outcome;
import io.pgbelay.control.Action;
import io.pgbelay.control.Decision;
import io.pgbelay.control.Next;
import io.pgbelay.job.Attempts;
import io.pgbelay.job.ProgressReport;
import io.pgbelay.kube.Lifecycle;
import io.pgbelay.kube.Times;
import io.pgbelay.news.Deed;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The one attempt to swap, or to overwrite. */
record SwapAttempt(Pass pass, RestorePlan plan) implements Course {
    /** The attempt, or what comes after one whose worker could not say how it ended. */
    static Decision<RestoreRequestStatus> decide(Pass pass, RestorePlan plan) {
        var attempts = pass.before().attempts();
        var over = !attempts.isEmpty() && attempts.getFirst().ended();
        return over ? new Settling(pass, plan).follow(pass) : new SwapAttempt(pass, plan).follow(pass);
    }

    @Override
    public List<Attempt> attempts() {
        return pass.before().attempts();
    }

    @Override
    public Attempts rule() {
        return new Attempts(0, Durations.parse(pass.seen().spec().deadline()), pass.config());
    }

    @Override
    public Job job(int number) {
        var jobs = new RestoreJobs(pass, plan);
        return pass.seen().spec().inPlace() ? jobs.overwrite(number) : jobs.swap(number);
    }

    @Override
    public String word() {
        return "Swapping";
    }

    @Override
    public Decision<RestoreRequestStatus> step(
            List<Attempt> attempts, String reason, String message, List<Action> actions, List<Deed> news, Next next) {
        var log = pass.seen().job().log();
        var draft = pass.draft()
                .phase(phase(log))
                .begun(pass.now())
                .attempts(attempts)
                .progress(ProgressReport.of(log, pass.before().progress()));
        return pass.underWay(draft, reason, message, actions, news, next);
    }

    private Phase phase(List<String> log) {
        var said = ProgressReport.phase(log).orElse("");
        return Stream.of(Phase.Restoring, Phase.Verifying, Phase.Swapping)
                .filter(one -> one.name().equals(said))
                .findFirst()
                .orElseGet(() -> begun() ? Objects.requireNonNull(pass.before().phase()) : first());
    }

    private boolean begun() {
        return Stream.of(Phase.Restoring, Phase.Verifying, Phase.Swapping)
                .anyMatch(one -> one == pass.before().phase());
    }

    private Phase first() {
        return plan.ready() == null ? Phase.Restoring : Phase.Verifying;
    }

    @Override
    public Decision<RestoreRequestStatus> done(List<Attempt> attempts, Outcome outcome) {
        return swapped(pass, attempts, outcome);
    }

    static Decision<RestoreRequestStatus> swapped(Pass pass, List<Attempt> attempts, Outcome outcome) {
        if (pass.seen().spec().inPlace()) {
            return overwritten(pass, attempts, outcome);
        }
        var restored = outcome.restored();
        var old = outcome.kept();
        if (restored == null || old == null) {
            var words = "The worker reported success without two databases";
            return pass.failed(pass.draft().attempts(attempts), FailureReason.InternalError, words);
        }
        var until =
                Times.format(pass.now().plus(Durations.parse(pass.seen().spec().undoWindowOrDefault())));
        var kept = new KeptDatabase(
                old.database(),
                old.oid(),
                Mark.replaced(pass.seen().request().getMetadata().getUid()),
                old.databaseBytes(),
                until,
                KeptDatabase.State.Kept,
                null,
                List.of(),
                null);
        var draft = pass.draft()
                .attempts(attempts)
                .restored(restored)
                .undoUntil(until)
                .kept(kept);
        return pass.succeeded(
                draft, "Replaced %s; until %s undoRef brings the old one back".formatted(restored.database(), until));
    }

    private static Decision<RestoreRequestStatus> overwritten(Pass pass, List<Attempt> attempts, Outcome outcome) {
        var restored = outcome.restored();
        if (restored == null) {
            var words = "The worker reported success without a database";
            return pass.failed(pass.draft().attempts(attempts), FailureReason.InternalError, words);
        }
        var saved = pass.before().safetyRun();
        return pass.succeeded(
                pass.draft().attempts(attempts).restored(restored),
                "Replaced what %s held; before that it was %s"
                        .formatted(restored.database(), saved == null ? "not saved" : "saved by BackupRun " + saved));
    }

    /** A failure that the worker could report is one that it has cleared up; any other has to be looked at. */
    @Override
    public Decision<RestoreRequestStatus> lost(List<Attempt> attempts, FailureReason reason, String message) {
        if (!Settling.needed(reason)) {
            return pass.failed(pass.draft().attempts(attempts), reason, message);
        }
        var words = "The worker ended in the middle (" + reason + "): looking what became of the swap";
        var news = List.of(Deed.bad(reason.name(), words, "db_restore_attempt_failed"));
        return step(attempts, reason.name(), words, List.of(), news, new Next.Now());
    }

    /** A worker died: the OIDs say whether it had swapped. These Jobs change no name; they may be tried often. */
    record Settling(Pass pass, RestorePlan plan) implements Course {
        private static final int TRIES = 30;
        private static final java.time.Duration DEADLINE = java.time.Duration.ofMinutes(10);

        static boolean needed(FailureReason reason) {
            return reason.retryable() || reason == FailureReason.DeadlineExceeded || reason == FailureReason.Aborted;
        }

        private Attempt swap() {
            return pass.before().attempts().getFirst();
        }

        @Override
        public List<Attempt> attempts() {
            return pass.before().attempts().subList(1, pass.before().attempts().size());
        }

        @Override
        public Attempts rule() {
            return new Attempts(TRIES, DEADLINE, pass.config());
        }

        @Override
        public Job job(int number) {
            return new RestoreJobs(pass, plan).settle(number + 1, DEADLINE);
        }

        @Override
        public String word() {
            return "Settling";
        }

        private List<Attempt> all(List<Attempt> looks) {
            var all = new ArrayList<>(List.of(swap()));
            all.addAll(looks);
            return List.copyOf(all);
        }

        @Override
        public Decision<RestoreRequestStatus> step(
                List<Attempt> looks, String reason, String message, List<Action> actions, List<Deed> news, Next next) {
            return pass.underWay(pass.draft().attempts(all(looks)), reason, message, actions, news, next);
        }

        @Override
        public Decision<RestoreRequestStatus> done(List<Attempt> looks, Outcome outcome) {
            if (outcome.restored() != null) {
                return swapped(pass, all(looks), outcome);
            }
            var reason = Objects.requireNonNullElse(swap().reason(), FailureReason.InternalError);
            var message = swap().message() + "; " + outcome.message();
            return pass.failed(pass.draft().attempts(all(looks)), reason, Lifecycle.sentence(reason, message));
        }

        @Override
        public Decision<RestoreRequestStatus> lost(List<Attempt> looks, FailureReason reason, String message) {
            var words = Lifecycle.sentence(FailureReason.SwapUnclear, message);
            return pass.failed(pass.draft().attempts(all(looks)), FailureReason.SwapUnclear, words);
        }
    }
}
