package io.pgbelay.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupRunSpec;
import io.pgbelay.api.BackupSchedule;
import io.pgbelay.api.Comparison;
import io.pgbelay.api.DatabaseCredentials;
import io.pgbelay.api.Dump;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.ObjectRef;
import io.pgbelay.api.RestoreAccess;
import io.pgbelay.api.RestoreRequest;
import io.pgbelay.api.RestoreRequestSpec;
import io.pgbelay.api.RestoreRequestStatus;
import io.pgbelay.api.RestoreRequestStatus.Phase;
import io.pgbelay.api.RestoreSource;
import io.pgbelay.api.RestoreTarget;
import io.pgbelay.api.S3;
import io.pgbelay.api.S3Credentials;
import io.pgbelay.api.ScheduleAt;
import io.pgbelay.api.Server;
import io.pgbelay.api.StoredFile;
import io.pgbelay.backup.BackupRuns;
import io.pgbelay.backup.Pods;
import io.pgbelay.config.OperatorConfig;
import io.pgbelay.contract.Json;
import io.pgbelay.contract.Outcome;
import io.pgbelay.control.Action;
import io.pgbelay.control.Decision;
import io.pgbelay.control.Next;
import io.pgbelay.job.JobSeen;
import io.pgbelay.rig.Altered;
import io.pgbelay.schedule.BackupSchedules;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RestoreRequestPlannerTest {
    private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");
    private static final OperatorConfig CONFIG = OperatorConfig.from(Map.of());
    private static final BackupRun OLD = good("old", "2026-11-18T01:00:00Z");
    private static final BackupRun MIDDLE = good("middle", "2026-11-19T01:00:00Z");
    private static final BackupRun NEWEST = good("newest", "2026-11-20T01:00:00Z");

    @Test
    void withoutATimeTheNewestGoodBackupIsChosen() {
        var plan = plan(ofSchedule(null), OLD, NEWEST, MIDDLE);

        assertThat(plan.backup()).isEqualTo("newest");
        assertThat(plan.summary())
                .isEqualTo("snapshot of 2026-11-20T01:00:00Z (7h old); earlier: 2026-11-19T01:00:00Z; later: none");
    }

    @Test
    void theSnapshotAndNotTheSlotIsComparedWithTheTime() {
        assertThat(plan(ofSchedule("2026-11-20T00:59:59Z"), OLD, NEWEST, MIDDLE).backup())
                .isEqualTo("middle");
        assertThat(plan(ofSchedule("2026-11-20T01:00:00Z"), OLD, NEWEST, MIDDLE).backup())
                .isEqualTo("newest");
    }

    @Test
    void nothingOldEnoughIsAnErrorAndNeverASilentLatest() {
        assertThat(reason(ofSchedule("2026-11-17T00:00:00Z"), OLD, NEWEST)).isEqualTo("NothingOldEnough");
        assertThat(reason(ofSchedule(null))).isEqualTo("BackupNotFound");
    }

    @Test
    void aNamedRunMustBeThereAndGood() {
        var failed = new BackupRun();
        failed.setMetadata(new ObjectMetaBuilder().withName("failed").build());
        failed.setSpec(BackupRunSpec.ofSchedule("orders"));

        assertThat(plan(ofRun("old"), OLD).backup()).isEqualTo("old");
        assertThat(reason(ofRun("nowhere"))).isEqualTo("BackupNotFound");
        assertThat(reason(ofRun("failed"), failed)).isEqualTo("BackupNotUsable");
    }

    @Test
    void serverAndKeysComeFromTheSchedulesRestoreBlock() {
        var plan = plan(ofSchedule(null), NEWEST);

        assertThat(plan.server().credentials().secretName()).isEqualTo("orders-admin");
        assertThat(plan.target()).isEqualTo("orders-rw:5432/orders_look");
        var s3 = Objects.requireNonNull(Objects.requireNonNull(plan.storage()).s3());
        assertThat(Objects.requireNonNull(s3.credentials()).secretName()).isEqualTo("s3-reader");
    }

    @Test
    void whereNobodySaysWhichServerTheRequestEnds() {
        var seen = new RestoreRequestSeen(request(ofSchedule(null), false), List.of(NEWEST), null, JobSeen.NOTHING);

        assertThat(reason(RestoreRequestPlanner.decide(seen, CONFIG, NOW))).isEqualTo("TargetUnknown");
    }

    @Test
    void aFileIsAskedForByItsKeyAndAManifestByItsOwn() {
        var bucket = new S3("shop-backups", "", "eu-central-1", "", false, null, "STANDARD", null, null);
        var server = plan(ofSchedule(null), NEWEST).server();
        var file = new StoredFile(bucket, null, "old/orders.sql.gz");
        var told = new StoredFile(bucket, null, "prod/production_orders_20261120_010000_0f0f0f0f.manifest.json");

        var dump = FilePlan.of(ofFile(file, server), file, NOW);
        var backup = FilePlan.of(ofFile(told, server), told, NOW);

        assertThat(dump.file()).isEqualTo(file.key());
        assertThat(dump.manifest()).isNull();
        assertThat(dump.summary()).contains("s3://shop-backups/old/orders.sql.gz");
        assertThat(dump.target()).isEqualTo("orders-rw:5432/orders_look");
        assertThat(backup.manifest()).isEqualTo(told.key());
        assertThat(backup.file()).isNull();
    }

    private static RestoreRequestSpec ofFile(StoredFile file, Server server) {
        var spec =
                request(new RestoreSource(null, null, null, null, file), false).getSpec();
        return Altered.with(spec, "target", Altered.with(spec.target(), "server", server));
    }

    @Test
    void thePlanIsLatchedBeforeAnythingActsOnIt() {
        var request = request(ofSchedule(null), false);

        var planned = decide(request, NEWEST);
        request.setStatus(planned.status());
        var started = decide(request);

        assertThat(planned.actions()).isEmpty();
        assertThat(planned.next()).isEqualTo(new Next.Now());
        assertThat(started.actions())
                .singleElement()
                .isInstanceOfSatisfying(
                        Action.Create.class,
                        create -> assertThat(create.object().getMetadata().getName())
                                .isEqualTo("orders-look-r1"));
        assertThat(started.status().phase()).isEqualTo(Phase.Restoring);
    }

    @Test
    void aDryRunEndsWithThePlan() {
        var decision = decide(request(ofSchedule(null), true), NEWEST);

        assertThat(decision.status().phase()).isEqualTo(Phase.Planned);
        assertThat(decision.status().plan()).isNotNull();
        assertThat(decision.actions()).isEmpty();
    }

    @Test
    void whatDiffersStandsInTheStatusOfARequestThatFailed() throws Exception {
        var request = request(ofSchedule(null), false);
        request.setStatus(decide(request, NEWEST).status());
        request.setStatus(decide(request).status());
        var comparison = new Comparison(
                Comparison.Outcome.Different,
                Dump.Fingerprint.Checksums,
                2L,
                9L,
                1L,
                List.of("table a.b is missing"),
                List.of());
        var outcome = new Outcome(
                FailureReason.FingerprintMismatch,
                "table a.b is missing",
                List.of(),
                null,
                null,
                null,
                comparison,
                null);

        request.setStatus(decide(request, Pods.moverEnded(1, Json.MAPPER.writeValueAsString(outcome)))
                .status());
        var end = decide(request);

        assertThat(end.status().phase()).isEqualTo(Phase.Failed);
        assertThat(reason(end)).isEqualTo("FingerprintMismatch");
        assertThat(end.status().comparison()).isEqualTo(comparison);
    }

    private static Decision<RestoreRequestStatus> decide(RestoreRequest request, Pod pod) {
        var seen = new RestoreRequestSeen(
                request, List.of(), schedule(), new JobSeen(new Job(), pod, List.of(), List.of()));
        return RestoreRequestPlanner.decide(seen, CONFIG, NOW);
    }

    private static io.pgbelay.api.RestorePlan plan(RestoreSource source, BackupRun... candidates) {
        return Objects.requireNonNull(
                decide(request(source, false), candidates).status().plan());
    }

    private static String reason(RestoreSource source, BackupRun... candidates) {
        return reason(decide(request(source, false), candidates));
    }

    private static String reason(Decision<RestoreRequestStatus> decision) {
        return decision.status().conditions().stream()
                .filter(one -> one.getType().equals("Succeeded"))
                .map(one -> one.getReason())
                .findFirst()
                .orElseThrow();
    }

    private static Decision<RestoreRequestStatus> decide(RestoreRequest request, BackupRun... candidates) {
        var seen = new RestoreRequestSeen(request, List.of(candidates), schedule(), JobSeen.NOTHING);
        return RestoreRequestPlanner.decide(seen, CONFIG, NOW);
    }

    private static RestoreSource ofSchedule(@Nullable String at) {
        return new RestoreSource(null, new ScheduleAt("orders", at));
    }

    private static RestoreSource ofRun(String name) {
        return new RestoreSource(new ObjectRef(name), null);
    }

    private static RestoreRequest request(RestoreSource source, boolean dryRun) {
        var request = new RestoreRequest();
        request.setMetadata(new ObjectMetaBuilder()
                .withName("orders-look")
                .withNamespace("shop-prod")
                .withUid("uid-of-the-request")
                .withGeneration(1L)
                .withCreationTimestamp("2026-11-20T08:00:00Z")
                .build());
        var target = new RestoreTarget(
                null,
                "orders_look",
                RestoreTarget.Mode.New,
                RestoreTarget.Ownership.Keep,
                null,
                java.util.Map.of(),
                RestoreTarget.Privileges.Keep);
        request.setSpec(spec(source, target, dryRun));
        return request;
    }

    private static RestoreRequestSpec spec(RestoreSource source, RestoreTarget target, boolean dryRun) {
        return new RestoreRequestSpec(
                source, target, null, null, null, List.of(), null, List.of(), null, null, null, dryRun, null, "6h",
                "10m", 1, null);
    }

    private static BackupSchedule schedule() {
        var access = new RestoreAccess(
                new DatabaseCredentials("orders-admin", "username", "password"),
                new S3Credentials("s3-reader", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"),
                null);
        var schedule = BackupSchedules.nightly();
        schedule.setSpec(Altered.with(schedule.getSpec(), "restore", access));
        return schedule;
    }

    private static BackupRun good(String name, String snapshot) {
        var run = new BackupRun();
        run.setMetadata(new ObjectMetaBuilder().withName(name).build());
        run.setSpec(BackupRunSpec.ofSchedule("orders"));
        var artifact = Altered.with(BackupRuns.artifact(), "manifest", "k", "snapshotTime", snapshot);
        run.setStatus(BackupRuns.succeeded(artifact, snapshot));
        return run;
    }
}
