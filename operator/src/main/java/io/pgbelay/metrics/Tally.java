package io.pgbelay.metrics;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupRunStatus;
import io.pgbelay.api.Promotion;
import io.pgbelay.api.RestoreRequest;
import io.pgbelay.news.Deed;
import io.pgbelay.news.Mouth;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Counts how backups, restores and promotions have ended, since the process began. The names are those of the runbooks. */
final class Tally implements Mouth {
    private static final Duration[] DURATIONS = {
        Duration.ofSeconds(10),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        Duration.ofMinutes(15),
        Duration.ofHours(1),
        Duration.ofHours(4),
        Duration.ofHours(12)
    };
    private static final double[] SIZES = {1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12};

    private final MeterRegistry registry;

    Tally(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void tell(HasMetadata about, Deed deed) {
        if (about instanceof BackupRun run) {
            backup(run, deed);
        } else if (about instanceof RestoreRequest restore) {
            restore(restore, deed);
        } else if (about instanceof Promotion promotion) {
            promotion(promotion, deed);
        }
    }

    private void backup(BackupRun run, Deed deed) {
        var good = deed.action().equals("db_backup_succeeded");
        if (!good && !deed.action().equals("db_backup_failed")) {
            return;
        }
        var tags = tags(run);
        count("db_backup", "Backups that have ended", tags);
        count("backup_success", "Backups that have ended, by how", tags.and("status", good ? "success" : "failure"));
        if (!good) {
            count("db_backup_failed", "Backups that have failed", tags.and("reason", deed.reason()));
            return;
        }
        var status = run.getStatus();
        took("db_backup_duration", "How long good backups took", tags, status.startTime(), status.completionTime());
        size(status, tags);
    }

    private void restore(RestoreRequest restore, Deed deed) {
        var good = deed.action().equals("db_restore_succeeded");
        if (!good && !deed.action().equals("db_restore_failed")) {
            return;
        }
        var tags = Tags.of("namespace", restore.getMetadata().getNamespace());
        count("db_restore", "Restores that have ended", tags);
        if (!good) {
            count("db_restore_failed", "Restores that have failed", tags.and("reason", deed.reason()));
            return;
        }
        var status = restore.getStatus();
        took("db_restore_duration", "How long good restores took", tags, status.startTime(), status.completionTime());
    }

    private void promotion(Promotion promotion, Deed deed) {
        var good = deed.action().equals("release_promoted");
        if (!good && !deed.action().equals("release_failed")) {
            return;
        }
        var tags = Tags.of(
                "env", promotion.getSpec().environmentRef().name(),
                "namespace", promotion.getMetadata().getNamespace());
        var how = tags.and("status", good ? "success" : "failure");
        count("release_promoted", "Promotions and rollbacks that have ended, by how", how);
        for (var step : promotion.getStatus().steps()) {
            var name = String.valueOf(step.name());
            var help = "How long the steps of promotions took";
            took("promotion_step_duration", help, tags.and("step", name), step.started(), step.finished());
        }
    }

    private void size(BackupRunStatus status, Tags tags) {
        var artifact = Objects.requireNonNull(status.artifact());
        DistributionSummary.builder("db_backup_size")
                .baseUnit("bytes")
                .description("Sizes of good backups")
                .serviceLevelObjectives(SIZES)
                .tags(tags)
                .register(registry)
                .record(artifact.sizeBytes());
        Counter.builder("backup_bytes")
                .description("Bytes of good backups")
                .tags(tags)
                .register(registry)
                .increment(artifact.sizeBytes());
    }

    private void count(String name, String help, Tags tags) {
        Counter.builder(name).description(help).tags(tags).register(registry).increment();
    }

    private void took(String name, String help, Tags tags, @Nullable String start, @Nullable String end) {
        if (start != null && end != null) {
            Timer.builder(name)
                    .description(help)
                    .serviceLevelObjectives(DURATIONS)
                    .tags(tags)
                    .register(registry)
                    .record(Duration.between(Instant.parse(start), Instant.parse(end)));
        }
    }

    private static Tags tags(BackupRun run) {
        var namespace = run.getMetadata().getNamespace();
        var template = run.getStatus() == null ? null : run.getStatus().template();
        var schedule = run.getSpec().scheduleRef();
        return Tags.of(
                "env", template == null ? namespace : template.stageOr(namespace),
                "namespace", namespace,
                "schedule", schedule == null ? "" : schedule.name());
    }
}
