package io.pgbelay.promotion.step;

import io.pgbelay.api.FailureReason;
import io.pgbelay.api.PermanentFailure;
import io.pgbelay.api.Release;
import io.pgbelay.workload.Rollout;
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
        status.releaseIn(Release.State.Released);
        return new Taken.Done("All workloads are available with " + seen.plan().image());
    }
}
