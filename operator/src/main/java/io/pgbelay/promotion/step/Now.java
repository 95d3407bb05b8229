package io.pgbelay.promotion.step;

import io.pgbelay.api.FailureReason;
import io.pgbelay.api.PermanentFailure;
import io.pgbelay.api.WorkloadImage;
import io.pgbelay.workload.Containers;
import java.util.List;

/** What the workloads of the Environment run now. */
final class Now {
    private Now() {}

    /** The image of each workload, in the Environment's order. */
    static List<WorkloadImage> images(Facts seen) {
        return seen.place().getSpec().workloads().stream()
                .map(workload -> new WorkloadImage(
                        workload.name(),
                        Containers.image(seen.deployment(workload), workload.container())
                                .orElseThrow(() -> new PermanentFailure(
                                        FailureReason.WorkloadMissing,
                                        "Deployment " + workload.name() + " has no container "
                                                + workload.container()))))
                .toList();
    }
}
