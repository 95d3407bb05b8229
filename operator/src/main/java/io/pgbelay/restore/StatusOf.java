package io.pgbelay.restore;

import io.pgbelay.api.Attempt;
import io.pgbelay.api.Comparison;
import io.pgbelay.api.Progress;
import io.pgbelay.api.RestorePlan;
import io.pgbelay.api.RestoreRequestStatus;
import io.pgbelay.api.RestoreRequestStatus.Phase;
import io.pgbelay.api.Restored;
import io.pgbelay.kube.Conditions;
import io.pgbelay.kube.Times;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The next status, told from the one before: each step names only what it changes. */
record StatusOf(RestoreRequestStatus status) {
    static StatusOf planned(RestoreRequestStatus before, RestorePlan plan, Phase phase, Instant now) {
        var end = phase.terminal() ? Times.format(now) : null;
        return new StatusOf(new RestoreRequestStatus(
                before.observedGeneration(),
                before.conditions(),
                phase,
                null,
                end,
                null,
                plan,
                null,
                List.of(),
                null,
                null));
    }

    static StatusOf attempting(
            RestoreRequestStatus before,
            List<Attempt> attempts,
            Phase phase,
            @Nullable Progress progress,
            Instant now) {
        var start = Objects.requireNonNullElseGet(before.startTime(), () -> Times.format(now));
        return new StatusOf(new RestoreRequestStatus(
                before.observedGeneration(),
                before.conditions(),
                phase,
                start,
                null,
                null,
                before.plan(),
                progress,
                attempts,
                null,
                before.comparison()));
    }

    static StatusOf ended(
            RestoreRequestStatus before,
            List<Attempt> attempts,
            Phase phase,
            @Nullable Restored restored,
            Instant now) {
        return new StatusOf(new RestoreRequestStatus(
                before.observedGeneration(),
                before.conditions(),
                phase,
                before.startTime(),
                Times.format(now),
                Times.between(before.startTime(), now),
                before.plan(),
                restored == null ? before.progress() : null,
                attempts,
                restored,
                before.comparison()));
    }

    RestoreRequestStatus finish(Conditions conditions, Long generation) {
        return new RestoreRequestStatus(
                generation,
                conditions.list(),
                status.phase(),
                status.startTime(),
                status.completionTime(),
                status.duration(),
                status.plan(),
                status.progress(),
                status.attempts(),
                status.restored(),
                status.comparison());
    }

    /** Together with what the last attempt found when it compared; nothing where it came not so far. */
    StatusOf compared(@Nullable Comparison comparison) {
        return new StatusOf(new RestoreRequestStatus(
                status.observedGeneration(),
                status.conditions(),
                status.phase(),
                status.startTime(),
                status.completionTime(),
                status.duration(),
                status.plan(),
                status.progress(),
                status.attempts(),
                status.restored(),
                comparison == null ? status.comparison() : comparison));
    }
}
