package io.pgbelay.metrics;

import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupSchedule;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One row for each schedule, at each scrape: what its resources say now. What they do not say is absent, never 0. */
final class ScheduleGauges implements MultiCollector {
    private final Supplier<Stream<BackupSchedule>> schedules;
    private final Supplier<Stream<BackupRun>> runs;

    ScheduleGauges(Supplier<Stream<BackupSchedule>> schedules, Supplier<Stream<BackupRun>> runs) {
        this.schedules = schedules;
        this.runs = runs;
    }

    @Override
    public MetricSnapshots collect() {
        var rows = rows();
        var all = new ArrayList<MetricSnapshot>();
        newest(all, rows);
        promises(all, rows);
        shelves(all, rows);
        retention(all, rows);
        catalog(all, rows);
        return new MetricSnapshots(all);
    }

    private static void newest(List<MetricSnapshot> all, List<Row> rows) {
        gauge(all, "backup_last_success_timestamp", "When the newest good backup ended", rows, Row::lastSuccess);
        gauge(all, "backup_last_duration_seconds", "How long the newest good backup took", rows, Row::lastDuration);
        gauge(all, "backup_size_bytes", "Size of the newest good backup", rows, Row::size);
        gauge(all, "backup_verification_success", "Whether the newest good backup was verified", rows, Row::verified);
        gauge(all, "backup_copies_complete", "Whether each of its copies is whole", rows, Row::copied);
    }

    private static void promises(List<MetricSnapshot> all, List<Row> rows) {
        gauge(all, "backup_schedule_interval_seconds", "From one time to the next", rows, Row::interval);
        gauge(all, "backup_rpo_met", "Whether the newest backup is young enough", rows, row -> row.holds("RPOMet"));
        counter(all, "backup_missed_runs", "Times that passed without a backup", rows, Row::missed);
    }

    private static void shelves(List<MetricSnapshot> all, List<Row> rows) {
        gauge(all, "backup_stored", "How many good backups there are", rows, Row::stored);
        gauge(all, "backup_stored_bytes", "Size of all good backups", rows, Row::storedBytes);
        var usual = "Whether the newest backup is like those before it";
        gauge(all, "backup_history_normal", usual, rows, row -> row.holds("HistoryNormal"));
    }

    private static void retention(List<MetricSnapshot> all, List<Row> rows) {
        gauge(all, "backup_retention_planned", "How many backups go next", rows, Row::planned);
        counter(all, "backup_retention_deleted", "Backups deleted by retention", rows, Row::deleted);
        gauge(all, "backup_retention_last_prune_timestamp", "When backups were deleted last", rows, Row::prunedAt);
        gauge(all, "backup_retention_failed", "How many could not be deleted at last", rows, Row::undeleted);
        counter(all, "backup_retention_swept", "Leftovers of failed attempts deleted", rows, Row::swept);
        var healthy = "Whether what no rule keeps could be deleted";
        gauge(all, "backup_retention_healthy", healthy, rows, row -> row.holds("RetentionHealthy"));
    }

    private static void catalog(List<MetricSnapshot> all, List<Row> rows) {
        gauge(all, "backup_catalog_last_timestamp", "When the storage was looked through last", rows, Row::lookedAt);
        gauge(all, "backup_catalog_backups", "How many backups lie in the storage", rows, Row::found);
        gauge(all, "backup_catalog_drift", "How many of them are not as recorded", rows, Row::drifted);
        gauge(all, "backup_catalog_leftovers", "Keys of attempts that were never finished", rows, Row::leftovers);
        gauge(all, "backup_catalog_foreign", "Keys that are nobody's here", rows, Row::foreign);
        var inSync = "Whether the storage holds what the records say";
        gauge(all, "backup_catalog_in_sync", inSync, rows, row -> row.holds("CatalogInSync"));
    }

    private List<Row> rows() {
        var bySchedule = runs.get()
                .filter(run -> run.getStatus() != null
                        && run.getStatus().usable()
                        && run.getSpec().scheduleRef() != null)
                .collect(Collectors.groupingBy(run -> run.getMetadata().getNamespace() + "/"
                        + Objects.requireNonNull(run.getSpec().scheduleRef()).name()));
        return schedules
                .get()
                .filter(schedule -> schedule.getStatus() != null)
                .map(schedule -> new Row(
                        schedule,
                        bySchedule.getOrDefault(
                                schedule.getMetadata().getNamespace() + "/"
                                        + schedule.getMetadata().getName(),
                                List.of())))
                .toList();
    }

    private static void gauge(
            List<MetricSnapshot> all, String name, String help, List<Row> rows, Function<Row, Optional<Double>> value) {
        var snapshot = GaugeSnapshot.builder().name(name).help(help);
        for (var row : rows) {
            value.apply(row)
                    .ifPresent(number -> snapshot.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                            .labels(row.labels())
                            .value(number)
                            .build()));
        }
        all.add(snapshot.build());
    }

    private static void counter(
            List<MetricSnapshot> all, String name, String help, List<Row> rows, Function<Row, Optional<Double>> value) {
        var snapshot = CounterSnapshot.builder().name(name).help(help);
        for (var row : rows) {
            value.apply(row)
                    .ifPresent(number -> snapshot.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                            .labels(row.labels())
                            .value(number)
                            .build()));
        }
        all.add(snapshot.build());
    }
}
