package io.pgbelay.promotion.step;

import static java.util.Objects.requireNonNull;

import io.pgbelay.api.FailureReason;
import io.pgbelay.api.PermanentFailure;
import io.pgbelay.api.PromotionPlan;
import io.pgbelay.api.Release;
import io.pgbelay.api.StepName;
import io.pgbelay.api.WorkloadImage;
import io.pgbelay.contract.Canonical;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The plan of a Rollback: what ran before the Environment's current release, which is taken back. */
final class Backward {
    private static final List<StepName> STEPS =
            List.of(StepName.Plan, StepName.Approve, StepName.Deploy, StepName.Verify, StepName.Publish);

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
                requireNonNull(current.promotion()),
                null,
                Consent.needed(place.getSpec().approval(), seen.spec()),
                STEPS);
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
