package io.pgbelay.restore;

import io.pgbelay.api.FailureReason;
import io.pgbelay.api.PermanentFailure;
import io.pgbelay.api.Quiesced;
import io.pgbelay.api.RestoreRequestStatus;
import io.pgbelay.api.RestoreRequestStatus.Phase;
import io.pgbelay.api.WorkloadRef;
import io.pgbelay.control.Action;
import io.pgbelay.control.Decision;
import io.pgbelay.control.Next;
import io.pgbelay.control.Workloads;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Workloads are scaled to 0 for the time of the swap. What they had is written down before the first of them is touched,
 * so that whoever comes after a crash knows what they go back to.
 */
final class Quiescing {
    private Quiescing() {}

    /** Fails where a workload is not there. */
    static void check(RestoreRequestSeen seen) {
        for (var workload : seen.spec().quiesce()) {
            there(seen, workload);
        }
    }

    private static Workloads.Seen there(RestoreRequestSeen seen, WorkloadRef workload) {
        return seen.workloads().stream()
                .filter(one -> one.workload().equals(workload))
                .findFirst()
                .orElseThrow(() -> new PermanentFailure(
                        FailureReason.WorkloadNotFound, workload.kind() + " " + workload.name() + " is not there"));
    }

    /** Whether nothing has to be waited for any more. Pods that do not go are no danger: the swap ends their sessions. */
    static boolean over(Pass pass) {
        var before = pass.before();
        if (pass.seen().spec().quiesce().isEmpty()) {
            return true;
        }
        if (before.quiesced().isEmpty()) {
            return false;
        }
        var start = Instant.parse(Objects.requireNonNull(before.startTime()));
        return pass.now().isAfter(start.plus(pass.config().podStartGrace()))
                || before.quiesced().stream()
                        .allMatch(one -> pass.seen()
                                .stands(one)
                                .filter(there -> there.wanted() + there.running() > 0)
                                .isEmpty());
    }

    static Decision<RestoreRequestStatus> decide(Pass pass) {
        if (pass.before().quiesced().isEmpty()) {
            var noted = pass.seen().spec().quiesce().stream()
                    .map(one -> noted(pass.seen(), one))
                    .toList();
            var draft = pass.draft().phase(Phase.Quiescing).begun(pass.now()).quiesced(noted);
            return pass.underWay(draft, "Quiescing", "Scaling down " + names(noted), new Next.Now());
        }
        var actions = new ArrayList<Action>();
        for (var one : pass.before().quiesced()) {
            if (pass.seen().stands(one).filter(there -> there.wanted() > 0).isPresent()) {
                actions.add(pass.scaled(one, 0));
            }
        }
        var message = "Waiting until " + names(pass.before().quiesced()) + " have no Pods";
        var next = new Next.At(pass.now().plusSeconds(1));
        return pass.underWay(pass.draft(), "Quiescing", message, actions, List.of(), next);
    }

    private static Quiesced noted(RestoreRequestSeen seen, WorkloadRef workload) {
        return new Quiesced(
                workload.kind(), workload.name(), there(seen, workload).wanted());
    }

    private static String names(List<Quiesced> workloads) {
        return String.join(
                ", ",
                workloads.stream().map(one -> one.kind() + " " + one.name()).toList());
    }
}
