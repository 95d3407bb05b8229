package io.pgbelay.schedule;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupRunStatus;
import io.pgbelay.api.BackupSchedule;
import io.pgbelay.api.BackupScheduleStatus;
import io.pgbelay.api.Retention;
import io.pgbelay.control.Action;
import io.pgbelay.control.Decision;
import io.pgbelay.rig.Altered;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A backup far off those before it: nothing is deleted until a person has looked. */
class SuspicionTest {
    private static final Retention POLICY = new Retention(3, null, null, null, null, null, null, null, false, null);

    private final BackupSchedule schedule = BackupSchedules.keeping(POLICY);
    private final List<BackupRun> runs = new ArrayList<>(
            IntStream.rangeClosed(11, 13).mapToObj(day -> night(day, 10_000)).toList());

    @Test
    void aBackupLikeThoseBeforeItIsNormal() {
        settle();

        assertThat(condition().getStatus()).isEqualTo("True");
        assertThat(retention()).isNull();
    }

    @Test
    void oneWithHardlyAnyRowsStopsDeletionAndIsToldOnce() {
        settle();
        runs.add(night(14, 12));

        var first = pass();
        assertThat(first.news()).extracting(deed -> deed.reason()).contains("HistoryAbnormal");
        schedule.setStatus(first.status());
        assertThat(settle()).as("told once, and no Job deletes").isEmpty();

        assertThat(condition().getStatus()).isEqualTo("False");
        assertThat(condition().getReason()).isEqualTo("HistoryAbnormal");
        assertThat(condition().getMessage())
                .contains("night-14 has 12 rows, where the last 3 backups had 10000", requireNonNull(retention()));
        assertThat(requireNonNull(schedule.getStatus().retention()).plan()).containsExactly("night-11");
    }

    @Test
    void itStandsWhateverComesAfterUntilItIsAcknowledged() {
        settle();
        runs.add(night(14, 12));
        settle();
        var word = requireNonNull(retention());
        runs.add(night(15, 10_000));
        assertThat(settle()).isEmpty();
        assertThat(condition().getStatus()).isEqualTo("False");
        acknowledge("another");
        assertThat(settle()).isEmpty();

        acknowledge(word);

        assertThat(settle()).as("deletion goes on").hasAtLeastOneElementOfType(Action.Create.class);
        assertThat(condition().getStatus()).isEqualTo("True");
        assertThat(retention()).isNull();
    }

    @Test
    void aLevelThatIsAcknowledgedIsNotRaisedEachNight() {
        settle();
        runs.add(night(14, 12));
        settle();
        acknowledge(requireNonNull(retention()));
        settle();
        runs.add(night(15, 11));
        settle();
        assertThat(condition().getStatus()).isEqualTo("True");

        runs.add(night(16, 100_000));
        settle();
        assertThat(condition().getStatus()).isEqualTo("False");
    }

    @Test
    void withoutRetentionThereIsNothingToStopAndTheNextGoodNightClearsIt() {
        schedule.setSpec(BackupSchedules.nightly().getSpec());
        settle();
        runs.add(night(14, 12));
        assertThat(pass().news()).extracting(deed -> deed.reason()).contains("HistoryAbnormal");
        settle();
        assertThat(condition().getMessage()).doesNotContain("acknowledge is");
        assertThat(pass().news()).isEmpty();
        runs.add(night(15, 10_000));
        settle();
        assertThat(condition().getStatus()).isEqualTo("True");
    }

    @Test
    void whatIsStoredAndHowFarItWasProvenStandsInTheStatus() {
        settle();

        var stored = requireNonNull(schedule.getStatus().stored());
        assertThat(stored.count()).isEqualTo(3);
        assertThat(stored.bytes()).isEqualTo(3 * 1024);
        assertThat(stored.summary()).isEqualTo("3 (3.0 KiB)");
        assertThat(stored.oldest()).startsWith("2026-11-11");
        assertThat(stored.newest()).startsWith("2026-11-13");
        assertThat(schedule.getStatus().lastVerifiedRun()).isNull();
        assertThat(condition("Verified").getReason()).isEqualTo("NotVerified");
        runs.getLast()
                .setStatus(Altered.with(
                        runs.getLast().getStatus(),
                        "verified",
                        new io.pgbelay.api.Verified(io.pgbelay.api.Verified.Level.Decoded, "2026-11-13T01:01:00Z")));
        settle();
        assertThat(schedule.getStatus().lastVerifiedRun()).isEqualTo("night-13");
        assertThat(condition("Verified").getReason()).isEqualTo("Decoded");
    }

    /** Passes until nothing changes any more, or a Job is made: what was done beside writing onto the runs. */
    private List<Action> settle() {
        while (true) {
            var decision = pass();
            var before = schedule.getStatus();
            schedule.setStatus(decision.status());
            var notes = decision.actions().stream()
                    .filter(Action.Note.class::isInstance)
                    .map(Action.Note.class::cast)
                    .toList();
            notes.forEach(note -> BackupSchedules.note((BackupRun) note.object(), note.field(), note.value()));
            var deeds = decision.actions().stream()
                    .filter(one -> !(one instanceof Action.Note))
                    .toList();
            if (!deeds.isEmpty() || (notes.isEmpty() && decision.status().equals(before))) {
                return deeds;
            }
        }
    }

    private Decision<BackupScheduleStatus> pass() {
        return BackupSchedules.decide(schedule, "2026-11-09T12:00:00Z", runs.toArray(BackupRun[]::new));
    }

    private void acknowledge(String word) {
        schedule.setSpec(Altered.with(schedule.getSpec(), "retention", Altered.with(POLICY, "acknowledge", word)));
    }

    private @Nullable String retention() {
        var retention = schedule.getStatus().retention();
        return retention == null ? null : retention.suspicious();
    }

    private Condition condition() {
        return condition("HistoryNormal");
    }

    private Condition condition(String type) {
        return schedule.getStatus().conditions().stream()
                .filter(one -> one.getType().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private static BackupRun night(int day, long rows) {
        var run = BackupSchedules.good(
                "night-" + day, "2026-11-%dT01:00:00Z".formatted(day), "2026-11-%dT01:00:30Z".formatted(day));
        var artifact = requireNonNull(run.getStatus().artifact());
        run.setStatus(Altered.with(
                run.getStatus(),
                "phase",
                BackupRunStatus.Phase.Succeeded,
                "artifact",
                Altered.with(artifact, "rows", rows)));
        return run;
    }
}
