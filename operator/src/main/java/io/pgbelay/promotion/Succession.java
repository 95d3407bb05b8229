package io.pgbelay.promotion;

import static java.util.Objects.requireNonNullElse;

import io.pgbelay.api.PromotionStatus;
import io.pgbelay.api.Release;
import io.pgbelay.kube.Conditions;
import io.pgbelay.promotion.step.Facts;
import java.util.Objects;

/** Whether the release of a Promotion that ended well is still the one that its Environment runs. */
final class Succession {
    private static final String SUPERSEDED = "Superseded";

    private Succession() {}

    /** Whether something is left to be said: what has been superseded stays so. */
    static boolean open(PromotionStatus status) {
        var release = status.release();
        return release != null
                && release.state() == Release.State.Released
                && !Conditions.holds(status.conditions(), SUPERSEDED, "True");
    }

    static Conditions say(Conditions conditions, Facts seen) {
        var mine = seen.status().release();
        var place = seen.environment();
        if (mine == null || place == null || place.getStatus() == null || !open(seen.status())) {
            return conditions;
        }
        var current = place.getStatus().current();
        if (current == null || Objects.equals(current.promotionUid(), mine.promotionUid())) {
            return current == null
                    ? conditions
                    : conditions.no(SUPERSEDED, "Current", "This release is the current one");
        }
        return since(current).compareTo(since(mine)) > 0
                ? conditions.yes(SUPERSEDED, SUPERSEDED, "Promotion " + current.promotion() + " has come after it")
                : conditions;
    }

    private static String since(Release release) {
        return requireNonNullElse(release.since(), "");
    }
}
