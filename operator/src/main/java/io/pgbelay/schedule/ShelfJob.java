package io.pgbelay.schedule;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.pgbelay.api.Attempt;
import io.pgbelay.config.OperatorConfig;
import io.pgbelay.contract.Limits;
import io.pgbelay.contract.Order;
import io.pgbelay.contract.RequestId;
import io.pgbelay.job.Attempts;
import io.pgbelay.job.JobOutcome;
import io.pgbelay.job.Verdict;
import io.pgbelay.job.WorkerJob;
import io.pgbelay.kube.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A Job about what a schedule has in its storage: it asks the storage alone, and nothing of Postgres. */
final class ShelfJob {
    private static final Duration DEADLINE = Duration.ofHours(1);
    private static final Duration NO_PROGRESS = Duration.ofMinutes(10);

    static final Limits LIMITS = new Limits(DEADLINE.toSeconds(), NO_PROGRESS.toSeconds());

    private ShelfJob() {}

    /** The schedule asks, by a Job of this name. */
    static RequestId request(BackupScheduleSeen seen, String name) {
        var metadata = seen.schedule().getMetadata();
        return new RequestId(
                metadata.getNamespace(), name, metadata.getUid(), metadata.getCreationTimestamp(), seen.name());
    }

    static Job of(BackupScheduleSeen seen, Order order, OperatorConfig config) {
        return new WorkerJob(
                        order.request().name(),
                        seen.schedule(),
                        Labels.of(Labels.SHELF, seen.name()),
                        order,
                        config.workerImage(),
                        null,
                        null,
                        null,
                        order.storage(),
                        null,
                        seen.schedule().getSpec().template().pod())
                .build();
    }

    /** What has become of a Job that has not told what it found or did. */
    sealed interface Silence {
        /** It may still do so. */
        record Lasting(Instant until) implements Silence {}

        /** It never will. */
        record Over(Attempt end) implements Silence {}
    }

    static Silence silence(Attempt attempt, JobOutcome outcome, OperatorConfig config, Instant now) {
        return switch (new Attempts(0, DEADLINE, config).judge(List.of(attempt), outcome, now)) {
            case Verdict.Wait wait -> new Silence.Lasting(wait.until());
            case Verdict.Closed closed -> new Silence.Over(closed.attempts().getLast());
            case Verdict.GivenUp lost -> new Silence.Over(lost.attempts().getLast());
            case Verdict.Done done -> new Silence.Over(done.attempts().getLast());
            case Verdict.Start ignored -> throw new IllegalStateException("a Job that was made is not made again");
        };
    }
}
