package io.pgbelay.promotion.step;

import io.pgbelay.api.Durations;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.MigrationPolicy;
import io.pgbelay.api.MigrationPolicy.Compatibility;
import io.pgbelay.api.OnFailure;
import io.pgbelay.api.PermanentFailure;
import io.pgbelay.api.PromotionPlan;
import io.pgbelay.api.StepName;
import io.pgbelay.api.Workload;
import io.pgbelay.control.Action;
import io.pgbelay.workload.Containers;
import io.pgbelay.workload.Rollout;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes a release back that was deployed and is not good, as the request asks and as far as that is safe: the schema first,
 * with the new image, then the images. Data never comes back by itself: that takes a Rollback of a person's.
 */
public final class Return {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    private Return() {}

    /** Why a release stays as it is; nothing where it is taken back. */
    public static Optional<String> refusal(Facts seen, FailureReason why) {
        var asked = seen.plan().onFailure();
        if (asked == null || asked == OnFailure.Freeze) {
            return Optional.of("it is frozen, as it was asked for");
        }
        if (why == FailureReason.ImageReverted || why == FailureReason.Aborted) {
            return Optional.of("somebody else decides");
        }
        if (seen.status().applied().isEmpty()) {
            return Optional.of("no image was changed, and how far the migration came a person has to see");
        }
        return seen.status().migrationJob() == null ? Optional.empty() : schema(seen, asked);
    }

    private static Optional<String> schema(Facts seen, OnFailure asked) {
        var policy = Command.policy(seen);
        return switch (asked) {
            case Freeze -> Optional.of("it is frozen");
            case RollbackImage ->
                policy.compatibility() == Compatibility.Breaking
                        ? Optional.of("the old image does not work on the new schema")
                        : Optional.empty();
            case RollbackAll ->
                goesDown(policy, seen.plan())
                        ? Optional.empty()
                        : Optional.of("the migration cannot be taken back without a loss");
        };
    }

    private static boolean goesDown(MigrationPolicy policy, PromotionPlan plan) {
        return policy.downIsLossless() && !policy.down().isEmpty() && plan.schemaRevision() != null;
    }

    static Taken take(Facts seen, StatusOf status, Instant now) {
        var schema = seen.plan().onFailure() == OnFailure.RollbackAll
                        && seen.status().migrationJob() != null
                ? schemaBack(seen, status, now)
                : null;
        return schema == null ? imagesBack(seen, now) : schema;
    }

    /** Null once the schema is back. */
    private static @Nullable Taken schemaBack(Facts seen, StatusOf status, Instant now) {
        var command = Migrate.down(
                seen, seen.plan().image(), String.valueOf(seen.plan().schemaRevision()));
        return switch (command.look(now)) {
            case Command.Ran.Never ignored -> {
                if (command.name().equals(seen.status().downJob())) {
                    throw new PermanentFailure(
                            FailureReason.MigrationOutcomeUnknown, "Job " + command.name() + " is gone");
                }
                status.wentDown(command.name());
                yield command.begin(now);
            }
            case Command.Ran.Going going -> going.taken();
            case Command.Ran.Ended ended when ended.exitCode() == 0 -> null;
            case Command.Ran.Ended ended ->
                throw new PermanentFailure(
                        FailureReason.MigrationFailed,
                        "Job " + command.name() + " ended with " + ended.exitCode() + ": " + ended.lastWords());
            case Command.Ran.Lost lost ->
                throw new PermanentFailure(
                        FailureReason.MigrationOutcomeUnknown, "Job " + command.name() + ": " + lost.message());
        };
    }

    private static Taken imagesBack(Facts seen, Instant now) {
        var actions = new ArrayList<Action>();
        for (var workload : seen.place().getSpec().workloads()) {
            var there = Containers.image(seen.deployment(workload), workload.container())
                    .orElse("nothing");
            if (!there.equals(before(seen, workload))) {
                actions.add(new Action.Apply(
                        Containers.withImage(seen.deployment(workload), workload.container(), before(seen, workload))));
            }
        }
        return actions.isEmpty() ? rollout(seen, now) : inTime(seen, "The images go back", now, actions);
    }

    private static Taken rollout(Facts seen, Instant now) {
        for (var workload : seen.place().getSpec().workloads()) {
            if (!(Rollout.of(seen.deployment(workload)) instanceof Rollout.Complete)) {
                return inTime(seen, "Deployment " + workload.name() + " is not back yet", now, List.of());
            }
        }
        return new Taken.Done(seen.plan().before().getFirst().image() + " runs again");
    }

    private static String before(Facts seen, Workload workload) {
        return seen.plan().before().stream()
                .filter(one -> one.name().equals(workload.name()))
                .findFirst()
                .orElseThrow(() -> new PermanentFailure(
                        FailureReason.PlanChanged, "The plan knows nothing of workload " + workload.name()))
                .image();
    }

    private static Taken inTime(Facts seen, String message, Instant now, List<Action> actions) {
        var begun =
                Instant.parse(seen.status().step(StepName.Return).orElseThrow().started());
        var timeout = Durations.parse(seen.place().getSpec().deploy().timeout());
        if (now.isAfter(begun.plus(timeout))) {
            throw new PermanentFailure(FailureReason.RolloutFailed, message);
        }
        return new Taken.Waiting(message, now.plus(LOOK_AGAIN), actions);
    }
}
