package io.pgbelay.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupSchedule;
import io.pgbelay.api.CatalogStatus;
import io.pgbelay.api.Promotion;
import io.pgbelay.api.RetentionStatus;
import io.pgbelay.backup.BackupRuns;
import io.pgbelay.contract.Json;
import io.pgbelay.news.Deed;
import io.pgbelay.rig.Altered;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page as Prometheus reads it, from resources as the API server would give them. */
class MetricsTest {
    private static final String LABELS = "{env=\"production\",namespace=\"shop-prod\",schedule=\"orders\"}";

    private final Metrics metrics = new Metrics();

    @Test
    void gaugesSayWhatTheResourcesSayAtTheMoment() throws JsonProcessingException {
        var schedule = schedule();
        var run = run();
        metrics.derive(() -> Stream.of(schedule), () -> Stream.of(run));

        assertThat(metrics.page())
                .contains(
                        "backup_last_success_timestamp" + LABELS + " 1.763600",
                        "backup_last_duration_seconds" + LABELS + " 90.0",
                        "backup_size_bytes" + LABELS + " 1000.0",
                        "backup_verification_success" + LABELS + " 1.0",
                        "backup_schedule_interval_seconds" + LABELS + " 86400.0",
                        "backup_rpo_met" + LABELS + " 0.0",
                        "backup_stored" + LABELS + " 1.0",
                        "backup_missed_runs_total" + LABELS + " 3.0",
                        "# TYPE backup_missed_runs_total counter");
    }

    @Test
    void whatIsNotKnownIsAbsentAndNeverZero() {
        var fresh = new BackupSchedule();
        metrics.derive(() -> Stream.of(fresh), Stream::empty);

        assertThat(metrics.page()).doesNotContain("schedule=");
    }

    @Test
    void retentionAndCatalogAreTold() throws JsonProcessingException {
        var schedule = schedule();
        var retention = Altered.with(
                RetentionStatus.NONE,
                "planned",
                2,
                "deleted",
                7L,
                "swept",
                5L,
                "failed",
                1,
                "lastPruneTime",
                "2025-11-20T01:01:30Z");
        var catalog = new CatalogStatus(null, "2025-11-20T01:01:30Z", 9, List.of("one"), 4, 3);
        schedule.setStatus(Altered.with(schedule.getStatus(), "retention", retention, "catalog", catalog));
        metrics.derive(() -> Stream.of(schedule), Stream::empty);

        assertThat(metrics.page())
                .contains(
                        "backup_retention_planned" + LABELS + " 2.0",
                        "backup_retention_deleted_total" + LABELS + " 7.0",
                        "backup_retention_swept_total" + LABELS + " 5.0",
                        "backup_retention_failed" + LABELS + " 1.0",
                        "backup_retention_last_prune_timestamp" + LABELS + " 1.763600",
                        "backup_catalog_backups" + LABELS + " 9.0",
                        "backup_catalog_drift" + LABELS + " 1.0",
                        "backup_catalog_leftovers" + LABELS + " 4.0",
                        "backup_catalog_foreign" + LABELS + " 3.0",
                        "backup_catalog_last_timestamp" + LABELS + " 1.763600");
    }

    @Test
    void theNewestIsTheNewestByTimeAndNotByText() throws JsonProcessingException {
        var schedule = schedule();
        var older = sized("2026-11-20T01:00:01Z", 1L);
        var newer = sized("2026-11-20T01:00:01.5Z", 2L);
        metrics.derive(() -> Stream.of(schedule), () -> Stream.of(newer, older));

        assertThat(metrics.page()).contains("backup_size_bytes" + LABELS + " 2.0");
    }

    @Test
    void copiesOfTheNewestAreTold() throws JsonProcessingException {
        var schedule = schedule();
        var run = run();
        metrics.derive(() -> Stream.of(schedule), () -> Stream.of(run));
        assertThat(metrics.page()).doesNotContain("backup_copies_complete" + LABELS);

        for (var status : List.of("False", "True")) {
            var condition = new ConditionBuilder()
                    .withType("CopiesComplete")
                    .withStatus(status)
                    .build();
            run.setStatus(Altered.with(run.getStatus(), "conditions", List.of(condition)));
            assertThat(metrics.page())
                    .contains("backup_copies_complete" + LABELS + (status.equals("True") ? " 1.0" : " 0.0"));
        }
    }

    private static BackupRun sized(String snapshot, long bytes) throws JsonProcessingException {
        var run = run();
        var artifact = Altered.with(
                Objects.requireNonNull(run.getStatus().artifact()), "snapshotTime", snapshot, "sizeBytes", bytes);
        run.setStatus(Altered.with(run.getStatus(), "artifact", artifact));
        return run;
    }

    @Test
    void deedsAreCounted() throws JsonProcessingException {
        var run = run();
        metrics.mouth().tell(run, Deed.good("BackupSucceeded", "done", "db_backup_succeeded"));
        metrics.mouth().tell(run, Deed.bad("ServerLost", "gone", "db_backup_failed"));
        metrics.mouth().tell(run, Deed.good("AttemptStarted", "go", "db_backup_started"));

        assertThat(metrics.page())
                .contains(
                        "db_backup_total" + LABELS + " 2.0",
                        "reason=\"ServerLost\"",
                        "db_backup_duration_seconds_count" + LABELS + " 1",
                        "db_backup_duration_seconds_bucket{env=\"production\"",
                        "db_backup_size_bytes_sum" + LABELS + " 1000.0",
                        "backup_bytes_total" + LABELS + " 1000.0",
                        "status=\"success\"");
    }

    @Test
    void promotionsAreCountedWithTheirSteps() throws JsonProcessingException {
        var json = Map.of(
                "metadata", Map.of("name", "shop-v2", "namespace", "shop-prod"),
                "spec", Map.of("environmentRef", Map.of("name", "shop"), "type", "Promote"),
                "status",
                        Map.of(
                                "steps",
                                List.of(
                                        Map.of(
                                                "name",
                                                "Backup",
                                                "started",
                                                "2026-11-20T01:00:00Z",
                                                "finished",
                                                "2026-11-20T01:00:30Z"),
                                        Map.of("name", "Deploy", "started", "2026-11-20T01:00:30Z"))));
        var promotion = Json.MAPPER.readValue(Json.MAPPER.writeValueAsString(json), Promotion.class);
        metrics.mouth().tell(promotion, Deed.good("PromotionSucceeded", "done", "release_promoted"));
        metrics.mouth().tell(promotion, Deed.good("BackupDone", "done", "release_backed_up"));

        assertThat(metrics.page())
                .contains(
                        "release_promoted_total{env=\"shop\",namespace=\"shop-prod\",status=\"success\"} 1.0",
                        "promotion_step_duration_seconds_sum{env=\"shop\",namespace=\"shop-prod\",step=\"Backup\"} 30.0")
                .doesNotContain("step=\"Deploy\"");
    }

    @Test
    void theOverdueOnesAreNamed() throws JsonProcessingException {
        assertThat(Freshness.overdue(Stream.of(schedule()))).containsExactly("production shop-prod/orders: too old");
    }

    private static BackupSchedule schedule() throws JsonProcessingException {
        var json = Map.of(
                "metadata", Map.of("name", "orders", "namespace", "shop-prod"),
                "spec", Map.of("schedule", "0 1 * * *", "template", BackupRuns.template()),
                "status",
                        Map.of(
                                "lastSuccessTime",
                                "2025-11-20T01:01:30Z",
                                "nextScheduleTime",
                                "2026-11-21T01:00:00Z",
                                "missedRuns",
                                3,
                                "conditions",
                                List.of(Map.of("type", "RPOMet", "status", "False", "message", "too old"))));
        return Json.MAPPER.readValue(Json.MAPPER.writeValueAsString(json), BackupSchedule.class);
    }

    private static BackupRun run() throws JsonProcessingException {
        var json = Map.of(
                "metadata", Map.of("name", "orders-1", "namespace", "shop-prod"),
                "spec", Map.of("scheduleRef", Map.of("name", "orders")),
                "status",
                        Map.of(
                                "phase",
                                "Succeeded",
                                "template",
                                BackupRuns.template(),
                                "startTime",
                                "2026-11-20T01:00:00Z",
                                "completionTime",
                                "2026-11-20T01:01:30Z",
                                "artifact",
                                Map.of("snapshotTime", "2026-11-20T01:00:01Z", "sizeBytes", 1000),
                                "verified",
                                Map.of("level", "Decoded")));
        return Json.MAPPER.readValue(Json.MAPPER.writeValueAsString(json), BackupRun.class);
    }
}
