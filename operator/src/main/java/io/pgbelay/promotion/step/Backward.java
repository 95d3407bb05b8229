package io.pgbelay.promotion.step;

import static java.util.Objects.requireNonNull;

import io.pgbelay.api.FailureReason;
import io.pgbelay.api.MigrationPolicy.Compatibility;
import io.pgbelay.api.PermanentFailure;
import io.pgbelay.api.PromotionPlan;
import io.pgbelay.api.Release;
import io.pgbelay.api.Rollback;
import io.pgbelay.api.StepName;
import io.pgbelay.api.WorkloadImage;
import io.pgbelay.contract.Canonical;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The plan of a Rollback: what ran before the Environment's current release, which is taken back. */
final class Backward {
    private Backward() {}

    static PromotionPlan plan(Facts seen) {
        var place = seen.place();
        var current = current(seen);
        var previous = previous(seen);
        var before = Now.images(seen);
        var images = before.stream()
                .map(one -> new WorkloadImage(one.name(), previous.imageOf(one.name())))
                .toList();
        return new PromotionPlan(
                before.getFirst().image() + " goes back to " + images.getFirst().image(),
                place.getMetadata().getUid(),
                Canonical.digest(place.getSpec()),
                null,
                null,
                previous.version(),
                images.getFirst().image(),
                previous.digest(),
                images,
                before,
                current.version(),
                current.schemaRevision(),
                target(seen, current),
                null,
                requireNonNull(current.promotion()),
                null,
                approvals(seen),
                steps(seen));
    }

    private static boolean downgrades(Facts seen) {
        return data(seen) == Rollback.Data.Downgrade;
    }

    private static Rollback.Data data(Facts seen) {
        return requireNonNull(seen.spec().rollback(), "the schema asks for it").data();
    }

    private static int approvals(Facts seen) {
        var policy = seen.place().getSpec();
        var needed = Consent.needed(policy.approval(), seen.spec());
        var loses = downgrades(seen)
                && !requireNonNull(policy.migration(), "looked at before").downIsLossless();
        return loses ? Math.max(1, needed) : needed;
    }

    /** A way back changes data only where it goes down: then that has its own restore point, too. */
    private static List<StepName> steps(Facts seen) {
        var steps = new ArrayList<>(List.of(StepName.Plan, StepName.Approve));
        if (downgrades(seen)) {
            Stream.of(StepName.Backup, StepName.Migrate)
                    .filter(step ->
                            step != StepName.Backup || seen.place().getSpec().backup() != null)
                    .forEach(steps::add);
        }
        steps.addAll(List.of(StepName.Deploy, StepName.Verify, StepName.Publish));
        return List.copyOf(steps);
    }

    /** The revision to which the schema goes back; absent where it stays. */
    private static @Nullable String target(Facts seen, Release current) {
        var policy = seen.place().getSpec().migration();
        if (downgrades(seen)) {
            if (policy == null || policy.down().isEmpty() || current.schemaBefore() == null || !current.migrated()) {
                throw new PermanentFailure(
                        FailureReason.NoWayDown,
                        "Promotion " + current.promotion() + " has no migration that goes down");
            }
            return current.schemaBefore();
        }
        if (current.migrated() && policy != null && policy.compatibility() == Compatibility.Breaking) {
            throw new PermanentFailure(
                    FailureReason.SchemaIncompatible,
                    "The migration of Promotion " + current.promotion() + " is declared " + policy.compatibility());
        }
        return null;
    }

    private static Release current(Facts seen) {
        var current = seen.placeStatus().current();
        if (current == null || current.promotion() == null) {
            throw new PermanentFailure(
                    FailureReason.NothingToUndo, "No Promotion has deployed anything to this Environment");
        }
        var asked =
                requireNonNull(seen.spec().rollback(), "the schema asks for it").promotionRef();
        if (asked != null && !asked.name().equals(current.promotion())) {
            throw new PermanentFailure(
                    FailureReason.NothingToUndo,
                    "Promotion " + asked.name() + " is not the current one, which is " + current.promotion());
        }
        return current;
    }

    private static Release previous(Facts seen) {
        @Nullable Release previous = seen.placeStatus().previous();
        if (previous == null) {
            throw new PermanentFailure(FailureReason.NothingToUndo, "No good release is known before the current one");
        }
        return previous;
    }
}
