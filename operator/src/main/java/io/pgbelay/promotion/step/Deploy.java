package io.pgbelay.promotion.step;

import static java.util.Objects.requireNonNull;

import io.pgbelay.api.Durations;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.PermanentFailure;
import io.pgbelay.api.StepName;
import io.pgbelay.api.Workload;
import io.pgbelay.control.Action;
import io.pgbelay.workload.Containers;
import io.pgbelay.workload.Rollout;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Applies the image to each workload, once, and waits until the rollout is over.
 *
 * <p>What is about to be deployed is first written down by the Environment. An image that changes after it was applied
 * was changed by somebody else, who is named; there is no second try.
 */
final class Deploy {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    private Deploy() {}

    static Taken take(Facts seen, StatusOf status, Instant now) {
        var unknown = Intent.unknown(seen, status, now);
        if (unknown.isPresent()) {
            return unknown.get();
        }
        var actions = apply(seen, status);
        return actions.isEmpty()
                ? rollout(seen, now)
                : new Taken.Waiting("The image is applied to " + actions.size() + " workloads", now, actions);
    }

    static List<Action> apply(Facts seen, StatusOf status) {
        var actions = new ArrayList<Action>();
        for (var workload : seen.place().getSpec().workloads()) {
            if (!Images.stillOurs(seen, workload)) {
                var wanted = Images.wanted(seen, workload);
                actions.add(new Action.Apply(
                        Containers.withImage(seen.deployment(workload), workload.container(), wanted)));
            }
            status.applied(workload.name());
        }
        return actions;
    }

    private static Taken rollout(Facts seen, Instant now) {
        for (var workload : seen.place().getSpec().workloads()) {
            switch (Rollout.of(seen.deployment(workload))) {
                case Rollout.Complete ignored -> {}
                case Rollout.Waiting waiting -> {
                    return inTime(seen, workload, waiting.message(), now);
                }
                case Rollout.Stuck stuck ->
                    throw new PermanentFailure(
                            FailureReason.RolloutFailed, "Deployment " + workload.name() + ": " + stuck.message());
            }
        }
        return new Taken.Done(seen.plan().image() + " runs everywhere");
    }

    private static Taken inTime(Facts seen, Workload workload, String message, Instant now) {
        var timeout = seen.place().getSpec().deploy().timeout();
        var begun = seen.status().step(StepName.Deploy).orElseThrow().started();
        var sentence = "Deployment " + workload.name() + ": " + message;
        if (now.isBefore(Instant.parse(requireNonNull(begun)).plus(Durations.parse(timeout)))) {
            return Taken.waiting(sentence, now.plus(LOOK_AGAIN));
        }
        throw new PermanentFailure(FailureReason.RolloutFailed, sentence + " after " + timeout);
    }
}
