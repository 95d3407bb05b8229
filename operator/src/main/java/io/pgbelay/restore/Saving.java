package io.pgbelay.restore;

import io.pgbelay.api.FailureReason;
import io.pgbelay.api.RestorePlan;
import io.pgbelay.api.RestoreRequestStatus;
import io.pgbelay.api.RestoreRequestStatus.Phase;
import io.pgbelay.control.Action;
import io.pgbelay.control.Decision;
import io.pgbelay.control.Next;
import io.pgbelay.kube.Lifecycle;
import java.util.List;

/** What a database holds is backed up before it is overwritten: after that nobody could. A swap keeps the database itself. */
final class Saving {
    private Saving() {}

    /** Whether there is nothing to be saved, or it has been. */
    static boolean over(Pass pass) {
        var spec = pass.seen().spec();
        var safety = spec.safetyBackup();
        return !spec.inPlace() || (safety != null && safety.none() != null) || saved(pass);
    }

    private static boolean saved(Pass pass) {
        var run = pass.seen().safetyRun();
        return pass.before().safetyRun() != null
                && run != null
                && run.getStatus() != null
                && run.getStatus().usable()
                && run.getStatus().verified() != null;
    }

    static Decision<RestoreRequestStatus> decide(Pass pass, RestorePlan plan) {
        var name = SafetyRun.name(pass);
        var run = pass.seen().safetyRun();
        if (pass.before().safetyRun() == null) {
            // The name is written down before the run is made: one that is there already holds something older.
            return run == null ? announced(pass, name) : lost(pass, "There is a BackupRun " + name + " already");
        }
        if (run == null) {
            return order(pass, plan);
        }
        if (run.getStatus() != null && run.getStatus().ended()) {
            return lost(pass, "BackupRun " + name + " holds no good and verified backup of what is there");
        }
        return waiting(pass, List.of());
    }

    private static Decision<RestoreRequestStatus> announced(Pass pass, String name) {
        var draft = pass.draft().phase(Phase.SafetyBackup).begun(pass.now()).safetyRun(name);
        return pass.underWay(draft, "SafetyBackup", "BackupRun " + name + " saves what is there", new Next.Now());
    }

    private static Decision<RestoreRequestStatus> order(Pass pass, RestorePlan plan) {
        var template = pass.seen().safetyTemplate();
        if (template == null) {
            return lost(pass, "Nobody says any more how what is there is backed up");
        }
        var database = pass.seen().spec().target().database();
        var note = "what %s held before RestoreRequest %s, which brings %s back"
                .formatted(database, pass.seen().name(), plan.backup());
        return waiting(pass, List.of(new Action.Create(SafetyRun.of(pass, template, database, note))));
    }

    private static Decision<RestoreRequestStatus> waiting(Pass pass, List<Action> actions) {
        var words = "Waiting until BackupRun " + SafetyRun.name(pass) + " holds what is there";
        var next = new Next.At(pass.now().plusSeconds(2));
        return pass.underWay(pass.draft(), "SafetyBackup", words, actions, List.of(), next);
    }

    private static Decision<RestoreRequestStatus> lost(Pass pass, String words) {
        var reason = FailureReason.SafetyBackupFailed;
        return pass.failed(pass.draft(), reason, Lifecycle.sentence(reason, words));
    }
}
