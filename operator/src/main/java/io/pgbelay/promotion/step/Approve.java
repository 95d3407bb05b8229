package io.pgbelay.promotion.step;

import static java.util.Objects.requireNonNull;

import io.pgbelay.api.Approval;
import io.pgbelay.api.Approval.Decision;
import io.pgbelay.api.Durations;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.PermanentFailure;
import java.time.Instant;
import java.util.List;

/** Waits until enough people have agreed to this very plan. Who they are the API server has checked, by the chart's policy. */
final class Approve {
    private Approve() {}

    static Taken take(Facts seen, StatusOf status, Instant now) {
        var plan = seen.plan();
        refuseRejected(seen);
        var doubt = seen.identity()
                .doubt(Instant.parse(seen.promotion().getMetadata().getCreationTimestamp()));
        var users = doubt == null ? counted(seen) : List.<String>of();
        var enough = users.size() >= plan.approvals();
        status.approvedBy(users, enough);
        if (enough) {
            return agreed(seen, users);
        }
        var policy = seen.place().getSpec().approval();
        var end = Instant.parse(requireNonNull(seen.status().startTime())).plus(Durations.parse(policy.ttl()));
        if (!now.isBefore(end)) {
            throw new PermanentFailure(
                    FailureReason.ApprovalExpired,
                    users.size() + " of " + plan.approvals() + " approvals came within " + policy.ttl());
        }
        return doubt == null
                ? Taken.waiting(users.size() + " of " + plan.approvals() + " approvals: see status.approve", end)
                : Taken.waiting(FailureReason.IdentityNotEnforced + ": no approval counts. " + doubt, end);
    }

    private static Taken agreed(Facts seen, List<String> users) {
        Plan.refuseDrift(seen);
        return new Taken.Done(users.isEmpty() ? "No approval is needed" : "Approved by " + String.join(", ", users));
    }

    private static void refuseRejected(Facts seen) {
        ofThisPlan(seen).stream()
                .filter(one -> one.decision() == Decision.Reject)
                .findFirst()
                .ifPresent(one -> {
                    throw new PermanentFailure(FailureReason.ApprovalRejected, "Rejected by " + one.user());
                });
    }

    private static List<String> counted(Facts seen) {
        var alone = seen.place().getSpec().approval().forbidRequester();
        return ofThisPlan(seen).stream()
                .filter(one -> one.decision() == Decision.Approve)
                .map(Approval::user)
                .filter(user -> !alone || !user.equals(seen.spec().requestedBy()))
                .distinct()
                .sorted()
                .toList();
    }

    private static List<Approval> ofThisPlan(Facts seen) {
        return seen.spec().approvals().stream()
                .filter(one -> one.planDigest().equals(seen.status().planDigest()))
                .toList();
    }
}
