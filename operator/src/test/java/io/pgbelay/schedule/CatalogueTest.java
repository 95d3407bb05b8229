package io.pgbelay.schedule;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupSchedule;
import io.pgbelay.api.Catalog;
import io.pgbelay.api.CatalogStatus;
import io.pgbelay.backup.BackupRuns;
import io.pgbelay.backup.Pods;
import io.pgbelay.contract.BucketLayout;
import io.pgbelay.contract.CatalogEntry;
import io.pgbelay.contract.Catalogued;
import io.pgbelay.contract.Outcome;
import io.pgbelay.control.Action;
import io.pgbelay.control.Decision;
import io.pgbelay.job.JobSeen;
import io.pgbelay.rig.Altered;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The bucket is the truth: who has no record gets one, and who has no backup is named. */
class CatalogueTest {
    private static final String FOUND = "11111111-0000-4000-8000-000000000001";
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private final BackupSchedule schedule = looking(new Catalog(false));
    private final List<BackupRun> runs = new ArrayList<>();
    private Instant now = NOW;

    @Test
    void nobodyLooksWhereNobodyIsAsked() {
        var decision = BackupSchedules.decide(BackupSchedules.nightly(), "2026-11-20T00:30:00Z");

        assertThat(decision.status().catalog()).isNull();
        assertThat(decision.actions()).isEmpty();
    }

    @Test
    void aBackupWithoutARecordGetsOneAndIsNotRetentionsUntilItIsAdopted() throws Exception {
        var job = started();
        assertThat(Pods.order(job))
                .contains("\"verb\":\"catalog\"", "\"stage\":\"production\"", "\"schedule\":\"orders\"");

        var merged = pass(ended(job), List.of(entry(FOUND, null)));
        var record = (BackupRun) ((Action.Create) merged.actions().getFirst()).object();
        assertThat(record.getMetadata().getName()).isEqualTo("orders-i-20261120-010000-11111111");
        assertThat(requireNonNull(record.getSpec().imported()).uid()).isEqualTo(FOUND);
        assertThat(merged.news()).extracting(deed -> deed.action()).containsExactly("db_backup_imported");
        assertThat(record.getSpec().note()).contains("shop/run");
        assertThat(schedule.getStatus().catalog()).matches(CatalogStatus::looking);

        record.getMetadata().setUid("another");
        record.setStatus(BackupRuns.succeeded(BackupRuns.artifact(), "2026-11-20T01:00:10Z"));
        runs.add(record);
        var settled = pass(ended(job), List.of(entry(FOUND, null)));
        assertThat(settled.actions()).isEmpty();
        assertThat(catalog().backups()).isEqualTo(1);
        assertThat(catalog().drift()).isEmpty();
        assertThat(new Shelf(seen(JobSeen.NOTHING, null), NOW).all()).isEmpty();
        schedule.setSpec(Altered.with(schedule.getSpec(), "catalog", new Catalog(true)));
        assertThat(new Shelf(seen(JobSeen.NOTHING, null), NOW).all()).containsExactly(record);
    }

    @Test
    void itLooksAgainAfterADayAndSoonerAfterAFailure() throws Exception {
        var job = started();
        pass(ended(job), List.of());
        assertThat(pass(new JobSeen(job, null, List.of(), List.of()), null).actions())
                .containsExactly(new Action.Delete(job));
        assertThat(pass(JobSeen.NOTHING, null).actions()).isEmpty();
        now = NOW.plusSeconds(86_401);
        started();

        pass(ended(job), null);
        assertThat(condition()).isEqualTo("Unknown CatalogUnreadable");
        assertThat(pass(JobSeen.NOTHING, null).actions()).isEmpty();
        now = now.plusSeconds(601);
        started();
    }

    @Test
    void whatIsGoneOrAnotherOrBrokenIsNamed() throws Exception {
        runs.add(good("gone", 17));
        runs.add(good("changed", 18));
        runs.add(good("broken", 19));
        var job = started();
        var found = List.of(
                Altered.with(
                        entry("uid-changed-0000", null),
                        "artifact",
                        Altered.with(BackupRuns.artifact(), "manifestSha256", "xx")),
                entry("uid-broken-0000", "k is gone"),
                entry(FOUND, "other is gone"));

        var decision = pass(ended(job, "prod/x.manifest.json: it names no object"), found);

        assertThat(decision.actions()).as("what is broken gets no record").isEmpty();
        assertThat(catalog().drift())
                .containsExactly(
                        "BackupRun broken: k is gone",
                        "BackupRun changed: its manifest is not what was written",
                        "BackupRun gone: its manifest is gone",
                        "k.manifest.json: other is gone",
                        "prod/x.manifest.json: it names no object");
        assertThat(condition()).isEqualTo("False CatalogDrift");
        assertThat(decision.news()).extracting(deed -> deed.reason()).contains("CatalogDrift");
    }

    @Test
    void aBackupThatEndedDuringTheLookIsNotMissed() throws Exception {
        var job = started();
        runs.add(good("late", "2026-11-20T11:59:00Z", "2026-11-20T12:00:30Z"));
        runs.add(good("same-second", "2026-11-20T11:59:00Z", "2026-11-20T12:00:00Z"));

        pass(ended(job), List.of());

        assertThat(catalog().drift()).isEmpty();
    }

    @Test
    void aBackupThatEndedDuringTheLookAndIsBrokenIsNamed() throws Exception {
        var job = started();
        runs.add(good("same-second", "2026-11-20T11:59:00Z", "2026-11-20T12:00:00Z"));

        pass(ended(job), List.of(entry("uid-same-second-0000", "k is gone")));

        assertThat(catalog().drift()).containsExactly("BackupRun same-second: k is gone");
    }

    @Test
    void whatWasMadeIntoAnotherFolderIsNotMissedInThisOne() throws Exception {
        runs.add(good("moved", 17));
        manifest(runs.getFirst(), "old/production_orders_20261117_010000_0123abcd.manifest.json");
        var job = started();

        pass(ended(job), List.of());

        assertThat(catalog().drift()).isEmpty();
    }

    private Job started() {
        var decision = pass(JobSeen.NOTHING, null);
        return decision.actions().stream()
                .map(action -> ((Action.Create) action).object())
                .filter(Job.class::isInstance)
                .map(Job.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private Decision<io.pgbelay.api.BackupScheduleStatus> pass(JobSeen look, @Nullable List<CatalogEntry> found) {
        var decision = BackupSchedulePlanner.decide(seen(look, found), BackupSchedules.CONFIG, now);
        schedule.setStatus(decision.status());
        return decision;
    }

    private BackupScheduleSeen seen(JobSeen look, @Nullable List<CatalogEntry> found) {
        return new BackupScheduleSeen(schedule, runs, List.of(), JobSeen.NOTHING, look, found);
    }

    private CatalogStatus catalog() {
        return requireNonNull(schedule.getStatus().catalog());
    }

    private String condition() {
        return schedule.getStatus().conditions().stream()
                .filter(one -> one.getType().equals("CatalogInSync"))
                .map(one -> one.getStatus() + " " + one.getReason())
                .findFirst()
                .orElse("none");
    }

    private static BackupSchedule looking(Catalog catalog) {
        var schedule = BackupSchedules.schedule("0 1 1 1 *", null, null, false);
        schedule.setSpec(Altered.with(schedule.getSpec(), "catalog", catalog));
        return schedule;
    }

    private static BackupRun good(String name, int day) {
        return good(name, "2026-11-%dT01:00:00Z".formatted(day), "2026-11-%dT01:00:30Z".formatted(day));
    }

    private static BackupRun good(String name, String snapshot, String end) {
        var run = BackupSchedules.good(name, snapshot, end);
        var layout = BucketLayout.of(BackupRuns.template(), "shop-prod");
        manifest(run, layout.manifest(Instant.parse(snapshot), "0123abcd"));
        return run;
    }

    private static void manifest(BackupRun run, String key) {
        var status = run.getStatus();
        run.setStatus(
                Altered.with(status, "artifact", Altered.with(requireNonNull(status.artifact()), "manifest", key)));
    }

    private static CatalogEntry entry(String uid, @Nullable String trouble) {
        return new CatalogEntry(uid, "shop/run", BackupRuns.artifact(), "2026-11-20T01:00:10Z", null, trouble);
    }

    private static JobSeen ended(Job job, String... refused) throws Exception {
        var sum = new Catalogued(1, "aa", List.of(refused), 0, 0);
        var outcome = new Outcome(null, "looked", List.of(), null, null, null, null, null, null, null, null, sum);
        return Pods.ended(job, outcome);
    }
}
