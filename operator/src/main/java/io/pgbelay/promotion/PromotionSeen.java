package io.pgbelay.promotion;

import io.pgbelay.api.PromotionStatus;
import io.pgbelay.promotion.step.Facts;

/** The facts of a pass, as the steps take them. */
record PromotionSeen(Facts facts) {
    PromotionStatus status() {
        return facts.status();
    }

    Long generation() {
        return facts.promotion().getMetadata().getGeneration();
    }
}
