package io.pgbelay.environment;

import io.pgbelay.api.Promotion;
import io.pgbelay.api.PromotionStatus;
import io.pgbelay.api.PromotionStatus.Phase;
import io.pgbelay.api.Turn;
import io.pgbelay.kube.Times;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One promotion at a time: the turn goes to the one that was approved first, and stays until that one has ended.
 *
 * <p>Who waits for approvals holds nobody up.
 */
final class Turns {
    private Turns() {}

    static @Nullable Turn give(@Nullable Turn active, List<Promotion> promotions, Instant now) {
        var holder = active == null ? Optional.<Promotion>empty() : find(active.promotionUid(), promotions);
        if (holder.isPresent() && !status(holder.get()).ended()) {
            return active;
        }
        return promotions.stream()
                .filter(one -> status(one).phase() == Phase.Queued)
                .min(Comparator.<Promotion, String>comparing(
                                one -> Objects.requireNonNullElse(status(one).approvedAt(), ""))
                        .thenComparing(one -> one.getMetadata().getName()))
                .map(one ->
                        new Turn(one.getMetadata().getName(), one.getMetadata().getUid(), Times.format(now)))
                .orElse(null);
    }

    private static Optional<Promotion> find(String uid, List<Promotion> promotions) {
        return promotions.stream()
                .filter(one -> one.getMetadata().getUid().equals(uid))
                .findFirst();
    }

    private static PromotionStatus status(Promotion promotion) {
        return Objects.requireNonNullElse(promotion.getStatus(), PromotionStatus.NONE);
    }
}
