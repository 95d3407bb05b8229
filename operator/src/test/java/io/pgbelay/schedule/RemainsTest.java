package io.pgbelay.schedule;

import static io.pgbelay.schedule.BackupSchedules.good;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.pgbelay.api.Attempt;
import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupRunStatus.Expiry;
import io.pgbelay.api.BackupRunStatus.Phase;
import io.pgbelay.api.BackupSchedule;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.Imported;
import io.pgbelay.api.Retention;
import io.pgbelay.api.RetentionStatus;
import io.pgbelay.backup.BackupRuns;
import io.pgbelay.backup.Pods;
import io.pgbelay.contract.Outcome;
import io.pgbelay.contract.Pruned;
import io.pgbelay.control.Action;
import io.pgbelay.job.JobSeen;
import io.pgbelay.rig.Altered;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What attempts left that came to no backup: who is swept up after, when, and what that keeps waiting. */
class RemainsTest {
    private static final Retention ALL = new Retention(9, null, null, null, null, null, null, null, false, null);

    private final BackupSchedule schedule = BackupSchedules.keeping(ALL);
    private final List<BackupRun> runs = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-20T12:00:00Z");

    @Test
    void whatADeadAttemptLeftIsSweptADayLaterAfterTheNextSuccess() throws Exception {
        runs.add(failed("dead", 18));
        settle();
        assertThat(sweeps()).as("no backup has succeeded since").isEmpty();
        success("first", "2026-11-20T13:00:00Z");

        var job = sweeps().getFirst();
        assertThat(Pods.order(job))
                .contains("\"doomed\":[]", "\"floor\":[{\"uid\":\"uid-first-0000\"", "\"uid\":\"uid-dead-0000\"")
                .contains("\"stage\":\"production\",\"database\":\"orders\"", "\"until\":\"2026-11-19T03:00:00Z\"");

        var ended = settle(ended(job, new Pruned(List.of(), 0, null, null, 3, "2026-11-19T03:00:00Z")));
        assertThat(ended.news()).extracting(deed -> deed.action()).containsExactly("db_backup_leftovers_purged");
        assertThat(retention().swept()).isEqualTo(3);
        assertThat(retention().sweptUntil()).isEqualTo("2026-11-19T03:00:00Z");
        assertThat(retention().lastPruneTime()).isNull();
        success("second", "2026-11-20T14:00:00Z");
        assertThat(sweeps()).as("nothing of it is left").isEmpty();
    }

    @Test
    void whatCouldNotBeSweptIsTriedAgainAfterTheNextSuccessAndNotBefore() throws Exception {
        runs.add(failed("dead", 18));
        settle();
        success("first", "2026-11-20T13:00:00Z");
        var job = sweeps().getFirst();

        settle(ended(job, new Pruned(List.of(), 1, FailureReason.StorageDenied, null, 0, null)));

        assertThat(requireNonNull(retention().prune()).reason()).isEqualTo(FailureReason.StorageDenied);
        assertThat(sweeps()).isEmpty();
        success("second", "2026-11-20T14:00:00Z");
        assertThat(sweeps()).hasSize(1);
    }

    @Test
    void whereSomethingYoungHadToBeLeftThereIsNoLoop() throws Exception {
        runs.add(failed("dead", 18));
        settle();
        success("first", "2026-11-20T13:00:00Z");

        settle(ended(sweeps().getFirst(), new Pruned(List.of(), 0, null, null, 1, null)));

        assertThat(sweeps()).isEmpty();
    }

    @Test
    void onlyRunsWithAttemptsThatCameToNothingAreSweptUpAfter() {
        runs.add(failed("young", 19));
        runs.add(with(failed("never-started", 18), "attempts", List.of()));
        runs.add(with(good("at-once", "2026-11-18T01:00:00Z", "2026-11-18T01:10:00Z"), "attempts", attempts(18, 1)));
        runs.add(with(good("at-last", "2026-11-18T02:00:00Z", "2026-11-18T02:10:00Z"), "attempts", attempts(18, 2)));
        runs.add(found());
        var long1 = failed("long", 18);
        var template = Altered.with(requireNonNull(long1.getStatus().template()), "deadline", "40h");
        runs.add(with(long1, "template", template));
        settle();
        success("first", "2026-11-20T01:00:00Z");

        assertThat(new Remains(seen(JobSeen.NOTHING), Instant.parse("2026-11-20T02:30:00Z")).due(runs))
                .extracting(run -> run.getMetadata().getName())
                .containsExactly("at-last");
        assertThat(new Remains(seen(JobSeen.NOTHING), Instant.parse("2026-11-20T17:00:00Z")).due(runs))
                .extracting(run -> run.getMetadata().getName())
                .containsExactly("at-last", "young", "long");
    }

    @Test
    void aDryRunSweepsNothing() {
        schedule.setSpec(Altered.with(schedule.getSpec(), "retention", Altered.with(ALL, "dryRun", true)));
        runs.add(failed("dead", 18));
        settle();
        success("first", "2026-11-20T13:00:00Z");

        assertThat(sweeps()).isEmpty();
    }

    @Test
    void aDoomedBackupGoesAfterWhatItsFirstAttemptLeft() throws Exception {
        schedule.setSpec(Altered.with(schedule.getSpec(), "retention", Altered.with(ALL, "keepLast", 1)));
        runs.add(with(good("twice", "2026-11-18T01:00:00Z", "2026-11-18T01:10:00Z"), "attempts", attempts(18, 2)));
        settle();
        success("first", "2026-11-20T13:00:00Z");
        var job = sweeps().getFirst();
        assertThat(Pods.order(job)).contains("\"doomed\":[]", "uid-twice-0000");

        settle(ended(job, new Pruned(List.of(), 0, null, null, 0, "2026-11-19T03:00:00Z")));

        assertThat(Pods.order(sweeps().getFirst())).contains("\"doomed\":[{\"uid\":\"uid-twice-0000\"");
        assertThat(runs.getFirst().getStatus().expired()).isEqualTo(Expiry.Going);
    }

    @Test
    void theRecordOfAFailedRunStaysUntilItIsSwept() {
        schedule.setSpec(Altered.with(schedule.getSpec(), "failedRunsHistoryLimit", 0));
        schedule.setStatus(Altered.with(schedule.getStatus(), "lastScheduleTime", "2026-11-20T01:00:00Z"));
        IntStream.rangeClosed(10, 12).forEach(day -> runs.add(failed("dead" + day, day)));
        runs.add(with(failed("unborn", 13), "attempts", List.of()));
        runs.add(good("later", "2026-11-19T01:00:00Z", "2026-11-19T01:10:00Z"));

        assertThat(forgotten()).containsExactly("unborn");

        var swept = Altered.with(RetentionStatus.NONE, "sweptUntil", "2026-11-12T03:00:00Z");
        schedule.setStatus(Altered.with(schedule.getStatus(), "retention", swept));
        assertThat(forgotten()).containsExactlyInAnyOrder("unborn", "dead10", "dead11");
        schedule.setSpec(Altered.with(schedule.getSpec(), "retention", null));
        assertThat(forgotten()).as("nobody sweeps").hasSize(4);
    }

    private List<String> forgotten() {
        return FailedRuns.gone(seen(JobSeen.NOTHING), now).stream()
                .map(action ->
                        ((Action.DeleteAsSeen) action).object().getMetadata().getName())
                .toList();
    }

    private void success(String name, String end) {
        runs.add(good(name, end, end));
        now = Instant.parse(end).plusSeconds(60);
    }

    /** The Jobs that are made when everything else is written down. */
    private List<Job> sweeps() {
        return settle().actions().stream()
                .filter(Action.Create.class::isInstance)
                .map(action -> (Job) ((Action.Create) action).object())
                .toList();
    }

    private Pruning.Step settle() {
        for (var pass = 0; pass < 20; pass++) {
            var step = Pruning.step(seen(JobSeen.NOTHING), false, BackupSchedules.CONFIG, now);
            var same = Objects.equals(step.status(), schedule.getStatus().retention());
            schedule.setStatus(Altered.with(schedule.getStatus(), "retention", step.status()));
            if (step.actions().stream().anyMatch(Action.Create.class::isInstance)
                    || (same && step.actions().isEmpty())) {
                return step;
            }
            step.actions().stream()
                    .map(action -> (Action.Note) action)
                    .forEach(note -> BackupSchedules.note((BackupRun) note.object(), note.field(), note.value()));
        }
        throw new AssertionError("it never settles");
    }

    private Pruning.Step settle(JobSeen job) {
        var step = Pruning.step(seen(job), false, BackupSchedules.CONFIG, now);
        schedule.setStatus(Altered.with(schedule.getStatus(), "retention", step.status()));
        return step;
    }

    private RetentionStatus retention() {
        return requireNonNull(schedule.getStatus().retention());
    }

    private BackupScheduleSeen seen(JobSeen job) {
        return new BackupScheduleSeen(schedule, runs, List.of(), job);
    }

    private static BackupRun failed(String name, int day) {
        var run = BackupSchedules.ofSlot(name, Phase.Failed, day);
        return with(with(run, "template", BackupRuns.template()), "attempts", attempts(day, 1));
    }

    private static List<Attempt> attempts(int day, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> Attempt.started("job-" + number, "2026-11-%02dT01:00:00Z".formatted(day)))
                .toList();
    }

    private static BackupRun found() {
        var run = with(good("found", "2026-11-18T01:00:00Z", "2026-11-18T01:10:00Z"), "attempts", attempts(18, 2));
        var imported = new Imported("u", BackupRuns.artifact(), "2026-11-18T01:10:00Z", null);
        run.setSpec(Altered.with(run.getSpec(), "imported", imported));
        return run;
    }

    private static BackupRun with(BackupRun run, String field, @Nullable Object value) {
        run.setStatus(Altered.with(run.getStatus(), field, value));
        return run;
    }

    private static JobSeen ended(Job job, Pruned pruned) throws Exception {
        var outcome = new Outcome(null, "done", List.of(), null, null, null, null, null, null, null, pruned, null);
        return Pods.ended(job, outcome);
    }
}
