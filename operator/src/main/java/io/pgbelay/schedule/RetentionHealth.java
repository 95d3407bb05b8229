package io.pgbelay.schedule;

import io.pgbelay.api.Attempt;
import io.pgbelay.api.RetentionStatus;
import io.pgbelay.kube.Conditions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The condition RetentionHealthy: whether what should be deleted could be. */
final class RetentionHealth {
    private static final String TYPE = "RetentionHealthy";

    private RetentionHealth() {}

    static Conditions of(@Nullable RetentionStatus retention, Conditions conditions) {
        if (retention == null) {
            return conditions.without(TYPE);
        }
        var last = retention.prune();
        if (last == null || last.ended()) {
            return last == null || last.reason() == null
                    ? conditions.yes(TYPE, "AsPlanned", words(retention))
                    : trouble(conditions, last);
        }
        return conditions;
    }

    private static Conditions trouble(Conditions conditions, Attempt last) {
        var reason = Objects.requireNonNull(last.reason());
        return conditions.no(TYPE, reason.name(), last.message() + ". " + reason.advice());
    }

    private static String words(RetentionStatus retention) {
        return retention.lockedUntil() == null
                ? "Backups go as the policy says"
                : "The store locks some backups until " + retention.lockedUntil();
    }
}
