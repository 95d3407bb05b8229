package io.pgbelay.promotion.step;

import static java.util.Objects.requireNonNull;

import io.pgbelay.api.PermanentFailure;
import io.pgbelay.ask.Answer;
import io.pgbelay.ask.RestorePoint;
import io.pgbelay.control.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Takes the restore point: a backup that has ended well, and is proven as far as the Environment asks. */
final class Backup {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

    private Backup() {}

    static Taken take(Facts seen, StatusOf status, Instant now) {
        var policy = requireNonNull(seen.place().getSpec().backup(), "the plan covers the Environment");
        return switch (RestorePoint.read(seen.restorePoint(), seen.promotion(), policy)) {
            case Answer.Unasked ignored -> {
                var run = RestorePoint.of(seen.promotion(), policy, note(seen));
                yield new Taken.Waiting(
                        "BackupRun " + run.getMetadata().getName() + " is asked for",
                        now.plus(LOOK_AGAIN),
                        List.of(new Action.Create(run)));
            }
            case Answer.Waiting waiting -> Taken.waiting(waiting.message(), now.plus(LOOK_AGAIN));
            case Answer.Good good -> {
                var name = good.run().getMetadata().getName();
                status.restorePoint(name);
                yield new Taken.Done("BackupRun " + name + " shows the data as it is before anything changes");
            }
            case Answer.Bad bad -> throw new PermanentFailure(bad.reason(), bad.message());
        };
    }

    private static String note(Facts seen) {
        return "before " + seen.plan().version() + " (Promotion " + seen.name() + ")";
    }
}
