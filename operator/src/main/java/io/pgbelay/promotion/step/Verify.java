package io.pgbelay.promotion.step;

import io.pgbelay.api.Durations;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.PermanentFailure;
import io.pgbelay.api.Release;
import io.pgbelay.api.VerificationPolicy;
import io.pgbelay.workload.Rollout;
import java.time.Duration;
import java.time.Instant;

/** Looks whether what was deployed is still there and well; from then on the release counts as good. */
final class Verify {
    private Verify() {}

    static Taken take(Facts seen, StatusOf status, Instant now) {
        for (var workload : seen.place().getSpec().workloads()) {
            if (!Images.stillOurs(seen, workload)
                    || !(Rollout.of(seen.deployment(workload)) instanceof Rollout.Complete)) {
                throw new PermanentFailure(
                        FailureReason.RolloutFailed, "Deployment " + workload.name() + " did not stay available");
            }
        }
        var policy = seen.place().getSpec().verification();
        return policy == null ? good(seen, status) : asked(seen, status, policy, now);
    }

    private static Taken asked(Facts seen, StatusOf status, VerificationPolicy policy, Instant now) {
        var soak = policy.soak() == null ? Duration.ZERO : Durations.parse(policy.soak());
        return switch (Asked.of(seen, "verify", policy.http(), Durations.parse(policy.deadline()), soak, now)) {
            case Asked.NotYet notYet -> notYet.taken();
            case Asked.Well ignored -> good(seen, status);
            case Asked.Badly badly -> throw new PermanentFailure(badly.reason(), badly.message());
        };
    }

    private static Taken good(Facts seen, StatusOf status) {
        status.releaseIn(Release.State.Released);
        return new Taken.Done("All workloads are available with " + seen.plan().image());
    }
}
