package io.pgbelay.metrics;

import io.fabric8.kubernetes.api.model.Condition;
import io.pgbelay.api.Artifact;
import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupSchedule;
import io.pgbelay.api.CatalogStatus;
import io.pgbelay.api.RetentionStatus;
import io.pgbelay.cron.Cron;
import io.prometheus.metrics.model.snapshots.Labels;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What is to be said of one schedule.
 *
 * @param good its good backups
 */
record Row(BackupSchedule schedule, List<BackupRun> good) {
    Labels labels() {
        var metadata = schedule.getMetadata();
        var env = schedule.getSpec().template().stageOr(metadata.getNamespace());
        return Labels.of("env", env, "namespace", metadata.getNamespace(), "schedule", metadata.getName());
    }

    Optional<Double> lastSuccess() {
        return time(Optional.ofNullable(schedule.getStatus().lastSuccessTime()));
    }

    Optional<Double> lastDuration() {
        return newest().flatMap(run -> {
            var start = run.getStatus().startTime();
            var end = run.getStatus().completionTime();
            return start == null || end == null
                    ? Optional.empty()
                    : Optional.of((double) Duration.between(Instant.parse(start), Instant.parse(end))
                            .toSeconds());
        });
    }

    Optional<Double> size() {
        return newest().map(run -> artifact(run).sizeBytes().doubleValue());
    }

    Optional<Double> verified() {
        return newest().map(run -> {
            var verified = run.getStatus().verified();
            return verified == null || verified.level() == null ? 0.0 : 1.0;
        });
    }

    /** Of the newest good backup; absent where it is to have no copies. */
    Optional<Double> copied() {
        return newest().flatMap(run -> holds(run.getStatus().conditions(), "CopiesComplete"));
    }

    Optional<Double> interval() {
        try {
            var spec = schedule.getSpec();
            var metadata = schedule.getMetadata();
            var next = schedule.getStatus().nextScheduleTime();
            return next == null
                    ? Optional.empty()
                    : Cron.parse(spec.schedule(), metadata.getNamespace() + "/" + metadata.getName())
                            .interval(Instant.parse(next).minusSeconds(1), Cron.zone(spec.timeZone()))
                            .map(interval -> (double) interval.toSeconds());
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    Optional<Double> stored() {
        return good.isEmpty() ? Optional.empty() : Optional.of((double) good.size());
    }

    Optional<Double> storedBytes() {
        return good.isEmpty()
                ? Optional.empty()
                : Optional.of(good.stream()
                        .mapToDouble(run -> artifact(run).sizeBytes())
                        .sum());
    }

    Optional<Double> missed() {
        return Optional.ofNullable(schedule.getStatus().missedRuns()).map(Long::doubleValue);
    }

    Optional<Double> planned() {
        return retention().map(RetentionStatus::planned).map(Integer::doubleValue);
    }

    Optional<Double> prunedAt() {
        return time(retention().map(RetentionStatus::lastPruneTime));
    }

    Optional<Double> undeleted() {
        return retention().map(RetentionStatus::failed).map(Integer::doubleValue);
    }

    Optional<Double> swept() {
        return retention().map(RetentionStatus::swept).map(Long::doubleValue);
    }

    Optional<Double> lookedAt() {
        return time(catalog().map(CatalogStatus::lastTime));
    }

    Optional<Double> found() {
        return catalog().map(CatalogStatus::backups).map(Integer::doubleValue);
    }

    /** Absent until somebody has looked: an empty list says nothing before. */
    Optional<Double> drifted() {
        return catalog().filter(catalog -> catalog.lastTime() != null).map(catalog ->
                (double) catalog.drift().size());
    }

    Optional<Double> leftovers() {
        return catalog().map(CatalogStatus::leftovers).map(Integer::doubleValue);
    }

    Optional<Double> foreign() {
        return catalog().map(CatalogStatus::foreign).map(Integer::doubleValue);
    }

    Optional<Double> deleted() {
        return retention().map(RetentionStatus::deleted).map(Long::doubleValue);
    }

    /** 1 where a condition is True, 0 where it is False. */
    Optional<Double> holds(String type) {
        return holds(schedule.getStatus().conditions(), type);
    }

    private static Optional<Double> holds(List<Condition> conditions, String type) {
        return conditions.stream()
                .filter(one -> one.getType().equals(type) && !one.getStatus().equals("Unknown"))
                .findFirst()
                .map(one -> one.getStatus().equals("True") ? 1.0 : 0.0);
    }

    private static Optional<Double> time(Optional<String> text) {
        return text.filter(time -> !time.isEmpty())
                .map(time -> (double) Instant.parse(time).getEpochSecond());
    }

    private Optional<CatalogStatus> catalog() {
        return Optional.ofNullable(schedule.getStatus().catalog());
    }

    private Optional<RetentionStatus> retention() {
        return Optional.ofNullable(schedule.getStatus().retention());
    }

    private Optional<BackupRun> newest() {
        return good.stream()
                .max(Comparator.comparing(run -> Instant.parse(artifact(run).snapshotTime())));
    }

    private static Artifact artifact(BackupRun run) {
        return Objects.requireNonNull(run.getStatus().artifact());
    }
}
