package io.pgbelay.promotion.step;

import io.pgbelay.api.FailureReason;
import io.pgbelay.api.PermanentFailure;
import io.pgbelay.api.Workload;
import io.pgbelay.workload.Containers;
import io.pgbelay.workload.ImageOwner;

/** Whether the workloads run what this promotion applied. */
final class Images {
    private Images() {}

    /** The image that the plan has for a workload. */
    static String wanted(Facts seen, Workload workload) {
        return seen.plan().images().stream()
                .filter(one -> one.name().equals(workload.name()))
                .findFirst()
                .orElseThrow(() -> new PermanentFailure(
                        FailureReason.PlanChanged, "The plan knows nothing of workload " + workload.name()))
                .image();
    }

    /**
     * Whether a workload names the image; false where it was never applied.
     *
     * @throws PermanentFailure where it was applied, and somebody else has changed it since
     */
    static boolean stillOurs(Facts seen, Workload workload) {
        var deployment = seen.deployment(workload);
        var there = Containers.image(deployment, workload.container()).orElse("nothing");
        if (there.equals(wanted(seen, workload))) {
            return true;
        }
        if (!seen.status().applied().contains(workload.name())) {
            return false;
        }
        throw new PermanentFailure(
                FailureReason.ImageReverted,
                "Deployment " + workload.name() + " was set to " + there + " by "
                        + ImageOwner.of(deployment, workload.container()));
    }
}
