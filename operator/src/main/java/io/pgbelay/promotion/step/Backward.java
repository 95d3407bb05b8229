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
        refuseUnallowed(seen);
        var current = current(seen);
        var previous = previous(seen);
        var before = Now.images(seen);
        var images = images(before, previous);
        var data = restores(seen) ? WayOfData.of(seen, current) : null;
        return new PromotionPlan(
                summary(before, images, data),
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
                data == null ? target(seen, current) : current.schemaBefore(),
                data == null ? null : data.run(),
                data == null ? null : data.snapshotTime(),
                null,
                requireNonNull(current.promotion()),
                null,
                approvals(seen),
                steps(seen));
    }

    private static List<WorkloadImage> images(List<WorkloadImage> before, Release previous) {
        return before.stream()
                .map(one -> new WorkloadImage(one.name(), previous.imageOf(one.name())))
                .toList();
    }

    private static String summary(List<WorkloadImage> before, List<WorkloadImage> images, @Nullable WayOfData data) {
        var words =
                before.getFirst().image() + " goes back to " + images.getFirst().image();
        return data == null ? words : words + data.words();
    }

    private static void refuseUnallowed(Facts seen) {
        if (!seen.place().getSpec().allow().rollback().contains(data(seen))) {
            throw new PermanentFailure(FailureReason.NotAllowed, "rollback.data: " + data(seen));
        }
    }

    private static boolean restores(Facts seen) {
        return data(seen) == Rollback.Data.RestoreBackup;
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
        var loses = switch (data(seen)) {
            case Keep -> false;
            case Downgrade ->
                !requireNonNull(policy.migration(), "looked at before").downIsLossless();
            case RestoreBackup -> true;
        };
        return loses ? Math.max(1, needed) : needed;
    }

    /**
     * A way back that goes down has its own restore point. One that brings data back has not: the database that it
     * replaces is kept, and backed up before it goes.
     */
    private static List<StepName> steps(Facts seen) {
        var steps = new ArrayList<>(List.of(StepName.Plan, StepName.Approve));
        if (downgrades(seen)) {
            Stream.of(StepName.Backup, StepName.Migrate)
                    .filter(step ->
                            step != StepName.Backup || seen.place().getSpec().backup() != null)
                    .forEach(steps::add);
        }
        if (restores(seen)) {
            steps.add(StepName.Restore);
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
