package io.pgbelay.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.pgbelay.api.Attempt;
import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupRunStatus.Expiry;
import io.pgbelay.api.BackupSchedule;
import io.pgbelay.api.BackupScheduleStatus;
import io.pgbelay.api.Copy;
import io.pgbelay.api.CopyStatus;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.RestoreRequest;
import io.pgbelay.api.Retention;
import io.pgbelay.api.RetentionStatus;
import io.pgbelay.api.S3;
import io.pgbelay.backup.BackupRuns;
import io.pgbelay.backup.Pods;
import io.pgbelay.config.OperatorConfig;
import io.pgbelay.contract.Outcome;
import io.pgbelay.contract.Pruned;
import io.pgbelay.control.Action;
import io.pgbelay.job.JobSeen;
import io.pgbelay.rig.Altered;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Retention, step by step: label, show, mark, delete in the bucket, then the records. */
class PruningTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final OperatorConfig CONFIG = OperatorConfig.from(Map.of());
    private static final Retention LAST = new Retention(1, null, null, null, null, null, null, null, false, null);

    private final BackupSchedule schedule = BackupSchedules.keeping(LAST);
    private final List<BackupRun> runs = new ArrayList<>(List.of(good("old", 18), good("new", 19)));
    private final List<RestoreRequest> restores = new ArrayList<>();

    @Test
    void aPolicyThatIsNewShowsItsPlanAndDeletesNothing() {
        var step = settle();

        assertThat(shown(step).plan()).containsExactly("old");
        assertThat(shown(step).policySince()).isEqualTo("2026-11-20T12:00:00Z");
        assertThat(step.actions()).isEmpty();
        assertThat(runs).extracting(run -> run.getStatus().keptAs()).containsExactly(null, "last, last successful");
    }

    @Test
    void afterALaterSuccessTheDoomedAreMarkedThenDeletedThenForgotten() throws JsonProcessingException {
        settle();
        runs.add(good("newest", 20, "2026-11-20T13:00:00Z"));

        var marked = settle(Action.Create.class);
        var job = (Job) ((Action.Create) marked.actions().getFirst()).object();
        assertThat(runs).extracting(run -> run.getStatus().expired()).containsExactly(Expiry.Going, Expiry.Going, null);
        assertThat(job.getMetadata().getName()).matches("orders-p-[0-9a-f]{10}");
        assertThat(job.getSpec().getTemplate().getSpec().getInitContainers())
                .as("no Postgres")
                .isEmpty();
        assertThat(Pods.order(job)).contains("m-old", "m-new").contains("\"floor\":[{\"uid\":\"uid-newest");

        schedule.setStatus(status(marked.status()));
        var ended = step(ended(job, null, new Pruned(List.of("uid-old-", "uid-new-"), 0, null, null, 0, null)));
        assertThat(ended.actions())
                .containsExactly(new Action.DeleteAsSeen(runs.get(0)), new Action.DeleteAsSeen(runs.get(1)));
        assertThat(shown(ended).deleted()).isEqualTo(2);
        assertThat(ended.news()).extracting(deed -> deed.action()).containsExactly("db_backup_purged");
    }

    /** A backup's copies go before itself, each by a Job that looks at the copies that have to stay; the record goes last. */
    @Test
    void copiesGoFirst() throws JsonProcessingException {
        settle();
        runs.add(copied(good("newest", 20, "2026-11-20T13:00:00Z"), true));
        copied(runs.getFirst(), true);
        copied(runs.get(1), false);

        var first = (Job) ((Action.Create) settle().actions().getFirst()).object();
        assertThat(Pods.order(first))
                .contains("\"bucket\":\"offsite\"", "\"copy\":\"offsite\"", "c-old", "\"manifest\":\"c-newest\"")
                .doesNotContain("m-old", "c-new\"");
        schedule.setStatus(status(started(first)));
        var ended = step(ended(first, null, new Pruned(List.of("uid-old-"), 0, null, null, 0, null, "offsite")));
        ended.actions().forEach(this::write);
        assertThat(runs.getFirst().getStatus().copies())
                .extracting(CopyStatus::phase)
                .containsExactly(CopyStatus.Phase.Deleted);
        assertThat(ended.news()).extracting(deed -> deed.action()).containsExactly("db_backup_copy_purged");
        assertThat(shown(ended).deleted()).isZero();

        schedule.setStatus(status(Altered.with(shown(ended), "policySince", "2026-11-20T12:00:00Z")));
        var second = (Job) ((Action.Create) settle().actions().getFirst()).object();
        assertThat(Pods.order(second))
                .contains("m-old", "m-new", "\"manifest\":\"m-newest\"")
                .doesNotContain("c-");
    }

    /** A storage that is gone for good would keep every backup: it can be left alone afterwards, too. */
    @Test
    void aCopyThatTheScheduleLeavesAloneNowIsLeft() {
        settle();
        runs.add(copied(good("newest", 20, "2026-11-20T13:00:00Z"), true));
        copied(runs.getFirst(), true);
        var template = copied(good("like", 20), false).getStatus().template();
        schedule.setSpec(Altered.with(schedule.getSpec(), "template", template));

        assertThat(Pods.order((Job) ((Action.Create) settle().actions().getFirst()).object()))
                .contains("m-old", "m-new")
                .doesNotContain("c-old");
    }

    @Test
    void whatIsBeingCopiedIsNotDeletedMeanwhile() {
        settle();
        runs.add(good("newest", 20, "2026-11-20T13:00:00Z"));
        runs.remove(1);
        var copying = CopyStatus.copying("offsite", 1, Attempt.started("j", "2026-11-18T01:00:30Z"));
        runs.getFirst().setStatus(Altered.with(runs.getFirst().getStatus(), "copies", List.of(copying)));

        assertThat(settle().actions()).isEmpty();
    }

    private static BackupRun copied(BackupRun run, boolean prune) {
        var s3 = Altered.<S3>with(
                Objects.requireNonNull(BackupRuns.template().storage().s3()), "bucket", "offsite");
        var template = Altered.with(BackupRuns.template(), "copies", List.of(new Copy("offsite", s3, null, prune)));
        var there = Altered.with(
                Shelf.artifact(run), "manifest", "c-" + run.getMetadata().getName());
        var copy = CopyStatus.copying("offsite", 1, Attempt.started("j", "2026-11-20T01:00:30Z"))
                .succeeded(Attempt.started("j", "2026-11-20T01:00:30Z"), there);
        run.setStatus(Altered.with(run.getStatus(), "template", template, "copies", List.of(copy)));
        return run;
    }

    @Test
    void aPersonsRecordStaysAndIsMarked() throws JsonProcessingException {
        settle();
        runs.getFirst().getMetadata().setLabels(Map.of());
        runs.add(good("newest", 20, "2026-11-20T13:00:00Z"));
        var job = (Job) ((Action.Create) settle(Action.Create.class).actions().getFirst()).object();
        schedule.setStatus(status(started(job)));

        var ended = step(ended(job, null, new Pruned(List.of("uid-old-"), 0, null, null, 0, null)));

        assertThat(ended.actions()).containsExactly(new Action.Note(runs.getFirst(), "expired", Expiry.Gone));
    }

    @Test
    void whatIsHeldAfterItWasMarkedIsLetGoBeforeAnythingIsDeleted() {
        settle();
        runs.add(good("newest", 20, "2026-11-20T13:00:00Z"));
        settle(Action.Create.class);
        runs.getFirst().setSpec(BackupSchedules.held(runs.getFirst().getSpec()));

        var step = step(JobSeen.NOTHING);

        assertThat(step.actions()).contains(new Action.Note(runs.getFirst(), "expired", null));
    }

    @Test
    void aRestoreThatHasNotEndedKeepsWhatItNames() {
        restores.add(BackupSchedules.restoreOf("old"));

        assertThat(shown(settle()).plan()).isEmpty();
        assertThat(runs.getFirst().getStatus().keptAs()).isEqualTo("needed by RestoreRequest look");
    }

    @Test
    void aPolicyMadeStricterWaitsForAnotherSuccess() {
        var loose = new Retention(2, null, null, null, null, null, null, null, false, null);
        schedule.setSpec(BackupSchedules.keeping(loose).getSpec());
        settle();
        runs.add(good("newest", 20, "2026-11-20T11:59:59Z"));
        schedule.setSpec(BackupSchedules.keeping(LAST).getSpec());

        var step = settle();

        assertThat(shown(step).plan()).containsExactly("old", "new");
        assertThat(step.actions()).as("the success is older than the policy").isEmpty();
    }

    @Test
    void aDryRunShowsItsPlanAndNoMore() {
        var dry = BackupSchedules.keeping(new Retention(1, null, null, null, null, null, null, null, true, null));
        schedule.setSpec(dry.getSpec());
        settle();
        runs.add(good("newest", 20, "2026-11-20T13:00:00Z"));

        var step = settle();

        assertThat(shown(step).plan()).containsExactly("old", "new");
        assertThat(step.actions()).isEmpty();
    }

    @Test
    void aFloorThatIsMissingStopsItUntilTheNextSuccess() throws JsonProcessingException {
        settle();
        runs.add(good("newest", 20, "2026-11-20T13:00:00Z"));
        var started = settle(Action.Create.class);
        var job = (Job) ((Action.Create) started.actions().getFirst()).object();
        schedule.setStatus(status(started.status()));

        var failed = step(ended(job, FailureReason.FloorMissing, new Pruned(List.of(), 0, null, null, 0, null)));
        schedule.setStatus(status(failed.status()));
        var after = step(JobSeen.NOTHING);

        assertThat(failed.actions()).isEmpty();
        assertThat(Objects.requireNonNull(shown(failed).prune()).reason()).isEqualTo(FailureReason.FloorMissing);
        assertThat(after.actions()).as("no loop").isEmpty();
        assertThat(after.next()).isNull();
    }

    @Test
    void withoutAPolicyNothingIsSaid() {
        settle();
        schedule.setSpec(BackupSchedules.nightly().getSpec());

        assertThat(step(JobSeen.NOTHING).actions()).containsExactly(new Action.Note(runs.get(1), "keptAs", null));
        assertThat(step(JobSeen.NOTHING).status()).isNull();
    }

    /** Passes until nothing is left to be written, as the API server would hear them. */
    private Pruning.Step settle() {
        return settle(Action.Create.class);
    }

    private Pruning.Step settle(Class<? extends Action> end) {
        for (var pass = 0; pass < 20; pass++) {
            var step = step(JobSeen.NOTHING);
            var same = Objects.equals(
                    step.status(), Objects.requireNonNull(schedule.getStatus()).retention());
            if (step.actions().stream().anyMatch(end::isInstance)
                    || (same && step.actions().isEmpty())) {
                return step;
            }
            step.actions().forEach(this::write);
            schedule.setStatus(status(step.status()));
        }
        throw new AssertionError("it never settles");
    }

    private static RetentionStatus shown(Pruning.Step step) {
        return Objects.requireNonNull(step.status());
    }

    private void write(Action action) {
        var note = (Action.Note) action;
        BackupSchedules.note((BackupRun) note.object(), note.field(), note.value());
    }

    private Pruning.Step step(JobSeen job) {
        return Pruning.step(new BackupScheduleSeen(schedule, runs, restores, job), false, CONFIG, NOW);
    }

    private static RetentionStatus started(Job job) {
        return RetentionStatus.NONE.deleting(
                Attempt.started(job.getMetadata().getName(), "2026-11-20T12:00:00Z"), "newest");
    }

    private static BackupScheduleStatus status(@Nullable RetentionStatus retention) {
        return BackupSchedules.status(retention);
    }

    private static JobSeen ended(Job job, @Nullable FailureReason reason, Pruned pruned)
            throws JsonProcessingException {
        var outcome = new Outcome(reason, "done", List.of(), null, null, null, null, null, null, null, pruned, null);
        return Pods.ended(job, outcome);
    }

    private static BackupRun good(String name, int day) {
        return good(name, day, "2026-11-%dT01:00:30Z".formatted(day));
    }

    private static BackupRun good(String name, int day, String end) {
        return BackupSchedules.good(name, "2026-11-%dT01:00:00Z".formatted(day), end);
    }
}
