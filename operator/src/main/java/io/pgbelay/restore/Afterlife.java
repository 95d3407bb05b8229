package io.pgbelay.restore;

import io.pgbelay.api.FailureReason;
import io.pgbelay.api.KeptDatabase;
import io.pgbelay.api.KeptDatabase.State;
import io.pgbelay.api.RestoreRequestStatus;
import io.pgbelay.api.RestoreRequestStatus.Phase;
import io.pgbelay.control.Action;
import io.pgbelay.control.Decision;
import io.pgbelay.control.Next;
import io.pgbelay.news.Deed;
import java.time.Instant;
import java.util.List;

/**
 * After the end: nothing of it changes any more, but failed Jobs go, and a database whose time is over is saved and
 * dropped.
 */
final class Afterlife {
    private final Pass pass;
    private final KeptDatabase kept;

    private Afterlife(Pass pass, KeptDatabase kept) {
        this.pass = pass;
        this.kept = kept;
    }

    static Decision<RestoreRequestStatus> decide(Pass pass) {
        var kept = pass.before().kept();
        if (pass.seen().held()) {
            return new Decision<>(pass.draft().unchanged(), pass.release(), List.of(), Confirming.soon(pass));
        }
        if (kept == null || kept.state().terminal()) {
            return rest(pass, new Next.OnEvent());
        }
        return new Afterlife(pass, kept).decide();
    }

    /** Only the conditions' generation follows the spec, and failed Jobs go; that of a good restore stays a day. */
    private static Decision<RestoreRequestStatus> rest(Pass pass, Next next) {
        var status = pass.draft().finish(pass.conditions(), pass.generation());
        var attempts = Pursuit.of(pass.before());
        var failed = pass.before().phase() != Phase.Succeeded
                && !attempts.isEmpty()
                && attempts.getLast().ended();
        return new Decision<>(status, failed ? pass.dropJob() : List.of(), List.of(), next);
    }

    private Decision<RestoreRequestStatus> decide() {
        var until = Instant.parse(kept.until());
        if (pass.seen().undone()) {
            var words = "An undo brought it back";
            return changed(
                    kept.into(State.TakenBack, kept.safetyRun(), words), List.of(), List.of(), new Next.OnEvent());
        }
        if (pass.now().isBefore(until)) {
            return rest(pass, new Next.At(until));
        }
        if (pass.seen().beingUndone()) {
            return rest(pass, inAMoment());
        }
        return switch (kept.state()) {
            case Kept -> saved() ? dropping(kept, "Its time is over") : new Retirement(pass, kept, false).follow(pass);
            case BackingUp -> backingUp();
            case Dropping -> new Retirement(pass, kept, true).follow(pass);
            case Dropped, TakenBack, Stays -> rest(pass, new Next.OnEvent());
        };
    }

    /** A database that was made for a time has a backup: it came from it. */
    private boolean saved() {
        var spec = pass.seen().spec();
        var safety = spec.safetyBackup();
        return !spec.swaps() || (safety != null && safety.none() != null);
    }

    private Decision<RestoreRequestStatus> dropping(KeptDatabase from, String why) {
        return changed(from.into(State.Dropping, from.safetyRun(), why), List.of(), List.of(), new Next.Now());
    }

    private Decision<RestoreRequestStatus> backingUp() {
        var run = pass.seen().safetyRun();
        if (run == null) {
            return order();
        }
        var status = run.getStatus();
        if (status == null || !status.ended()) {
            return waiting("Waiting for BackupRun " + name());
        }
        if (!status.usable() || status.verified() == null) {
            return waiting("BackupRun " + name() + " holds no good backup of it; delete that run to try again: "
                    + kept.database() + " stays until one is good");
        }
        return dropping(kept, "Saved by BackupRun " + name());
    }

    private Decision<RestoreRequestStatus> order() {
        var template = pass.seen().safetyTemplate();
        if (template == null) {
            return waiting("Nobody says any more how to back it up (" + FailureReason.SafetyBackupUnknown + "): "
                    + kept.database() + " stays");
        }
        var note = "the database that RestoreRequest " + pass.seen().name() + " replaced, before it is dropped";
        var run = SafetyRun.of(pass, template, kept.database(), note);
        var words = "Backed up by BackupRun " + name();
        return changed(kept.working(kept.jobs(), words), List.of(new Action.Create(run)), List.of(), inAMoment());
    }

    private String name() {
        return SafetyRun.name(pass);
    }

    private Decision<RestoreRequestStatus> waiting(String words) {
        var news = words.equals(kept.message()) || words.startsWith("Waiting")
                ? List.<Deed>of()
                : List.of(Deed.bad("SafetyBackupMissing", words, "db_restore_safety_backup_missing"));
        return changed(kept.working(kept.jobs(), words), List.of(), news, inAMoment());
    }

    private Next inAMoment() {
        return new Next.At(pass.now().plusSeconds(5));
    }

    private Decision<RestoreRequestStatus> changed(
            KeptDatabase next, List<Action> actions, List<Deed> news, Next when) {
        var draft = pass.draft().kept(next);
        if (next.state() != State.Kept && next.state() != State.Stays) {
            draft.undoUntil(null);
        }
        return new Decision<>(draft.finish(pass.conditions(), pass.generation()), actions, news, when);
    }
}
