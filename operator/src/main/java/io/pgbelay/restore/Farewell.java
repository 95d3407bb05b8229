package io.pgbelay.restore;

import io.pgbelay.api.RestoreRequestStatus;
import io.pgbelay.control.Action;
import io.pgbelay.control.Decision;
import io.pgbelay.control.Next;
import io.pgbelay.news.Deed;
import java.util.ArrayList;
import java.util.List;

/** A request is deleted: what is under way is stopped first, and what was scaled down is scaled up, then it may go. */
final class Farewell {
    private Farewell() {}

    static Decision<RestoreRequestStatus> decide(Pass pass) {
        var status = pass.draft().unchanged();
        if (!pass.seen().held()) {
            return Decision.of(status, new Next.OnEvent());
        }
        if (atWork(pass)) {
            return new Decision<>(
                    status, stop(pass), List.of(), new Next.At(pass.now().plusSeconds(1)));
        }
        var actions = new ArrayList<Action>(pass.before().ended() ? List.of() : pass.wake());
        actions.addAll(pass.release());
        return new Decision<>(status, actions, news(pass), new Next.OnEvent());
    }

    private static List<Action> stop(Pass pass) {
        var job = pass.seen().job().job();
        return job == null || job.getMetadata().getDeletionTimestamp() != null
                ? List.of()
                : List.of(new Action.Stop(job));
    }

    /** The Job is there until its Pod has ended, which has a grace period to clear up in: then nothing can happen more. */
    private static boolean atWork(Pass pass) {
        var attempts = pass.before().attempts();
        return !pass.before().ended()
                && !attempts.isEmpty()
                && !attempts.getLast().ended()
                && pass.seen().job().job() != null;
    }

    private static List<Deed> news(Pass pass) {
        return pass.before().ended()
                ? List.of()
                : List.of(Deed.bad("Aborted", "Deleted before its end", "db_restore_aborted"));
    }
}
