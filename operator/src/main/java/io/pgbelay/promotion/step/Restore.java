package io.pgbelay.promotion.step;

import static java.util.Objects.requireNonNull;

import io.pgbelay.api.BackupRun;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.PermanentFailure;
import io.pgbelay.api.WorkloadRef;
import io.pgbelay.ask.WayBack;
import io.pgbelay.control.Action;
import io.pgbelay.kube.Names;
import io.pgbelay.kube.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings the data of the restore point back, by a RestoreRequest that takes the place of the live database. It first looks
 * whether that can be done; what cannot be done ends here, and nothing has changed.
 *
 * <p>Then the images of before are set, and only then the request is confirmed: it scales the workloads to 0 and up again,
 * and what comes up must not be the image that is taken back, which might migrate at once what has just come back.
 */
final class Restore {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    /** How long the request may take to plan before it goes by itself; a person who finds it later cannot start it. */
    private static final Duration TO_PLAN = Duration.ofHours(1);

    private Restore() {}

    static Taken take(Facts seen, StatusOf status, Instant now) {
        return switch (WayBack.read(seen.restore(), seen.promotion())) {
            case WayBack.Unasked ignored -> ask(seen, now);
            case WayBack.Waiting waiting -> {
                status.restoring(waiting.confirmed() ? name(seen) : null);
                yield Taken.waiting(waiting.message(), now.plus(LOOK_AGAIN));
            }
            case WayBack.Planned planned -> confirm(seen, status, planned, now);
            case WayBack.Back back -> back(seen, status, back);
            case WayBack.Bad bad -> throw new PermanentFailure(bad.reason(), bad.message());
        };
    }

    private static Taken ask(Facts seen, Instant now) {
        if (seen.status().restoreRequest() != null) {
            throw new PermanentFailure(FailureReason.DataNotBroughtBack, "RestoreRequest " + name(seen) + " is gone");
        }
        var workloads = seen.place().getSpec().workloads().stream()
                .map(one -> new WorkloadRef(WorkloadRef.Kind.Deployment, one.name()))
                .toList();
        var request = WayBack.of(seen.promotion(), point(seen), workloads, Times.format(now.plus(TO_PLAN)));
        return new Taken.Waiting(
                "RestoreRequest " + name(seen) + " is asked for",
                now.plus(LOOK_AGAIN),
                List.of(new Action.Create(request)));
    }

    private static BackupRun point(Facts seen) {
        var point = seen.wayBack();
        if (point == null) {
            throw new PermanentFailure(
                    FailureReason.NoRestorePoint, "BackupRun " + seen.plan().restoredFrom() + " is gone");
        }
        return point;
    }

    private static Taken confirm(Facts seen, StatusOf status, WayBack.Planned planned, Instant now) {
        var unknown = Intent.unknown(seen, status, now);
        if (unknown.isPresent()) {
            return unknown.get();
        }
        var actions = new ArrayList<>(Deploy.apply(seen, status));
        actions.add(new Action.Apply(WayBack.confirmed(requireNonNull(seen.restore()), planned.confirm())));
        status.restoring(name(seen));
        return new Taken.Waiting(
                "RestoreRequest " + name(seen) + " is confirmed: it replaces " + planned.willReplace(),
                now.plus(LOOK_AGAIN),
                actions);
    }

    private static Taken back(Facts seen, StatusOf status, WayBack.Back back) {
        status.restoring(name(seen));
        var target = seen.plan().schemaTarget();
        if (target != null) {
            status.schemaAfter(target);
        }
        return new Taken.Done(back.message());
    }

    private static String name(Facts seen) {
        return Names.wayBack(seen.name());
    }
}
