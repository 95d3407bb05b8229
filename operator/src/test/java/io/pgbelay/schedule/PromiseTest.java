package io.pgbelay.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupSchedule;
import io.pgbelay.api.BackupScheduleStatus;
import io.pgbelay.control.Decision;
import io.pgbelay.control.Next;
import io.pgbelay.kube.Conditions;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** RPOMet of a nightly schedule, whose objective is two days where nobody says otherwise. */
class PromiseTest {
    private final BackupSchedule schedule = BackupSchedules.nightly();
    private final BackupRun good = BackupSchedules.good("good", "2026-11-20T01:00:00Z", "2026-11-20T05:00:00Z");

    @Test
    void theObjectiveIsCountedFromWhatTheBackupShows() {
        assertThat(met(decide("2026-11-22T00:59:59Z"))).isTrue();
        assertThat(met(decide("2026-11-22T01:00:00Z"))).isTrue();
        assertThat(met(decide("2026-11-22T01:00:01Z"))).isFalse();
    }

    @Test
    void thatItIsOverdueIsSeenAlthoughNothingHappens() {
        schedule.setStatus(decide("2026-11-22T00:59:00Z").status());
        var suspended = BackupSchedules.schedule("0 1 1 1 *", null, null, false);

        assertThat(decide("2026-11-22T00:59:00Z").next()).isEqualTo(new Next.At(Instant.parse("2026-11-22T01:00:00Z")));
        assertThat(met(BackupSchedules.decide(suspended, "2026-11-22T00:59:00Z")))
                .as("yearly")
                .isTrue();
    }

    @Test
    void itIsToldOnceAndOnceMoreWhenItIsKeptAgain() {
        schedule.setStatus(decide("2026-11-22T01:00:00Z").status());
        var late = decide("2026-11-22T02:00:00Z");
        schedule.setStatus(late.status());
        var later = decide("2026-11-22T03:00:00Z");
        schedule.setStatus(later.status());
        good.setStatus(BackupSchedules.good("x", "2026-11-22T02:30:00Z", "2026-11-22T02:40:00Z")
                .getStatus());

        assertThat(late.news()).extracting(deed -> deed.reason()).contains("Overdue");
        assertThat(later.news()).isEmpty();
        assertThat(decide("2026-11-22T03:01:00Z").news())
                .extracting(deed -> deed.reason())
                .containsExactly("InTimeAgain");
    }

    @Test
    void aScheduleWithoutAnyBackupIsOverdueToo() {
        assertThat(met(BackupSchedules.decide(schedule, "2026-11-21T12:00:00Z")))
                .isTrue();
        assertThat(met(BackupSchedules.decide(schedule, "2026-11-21T12:00:01Z")))
                .isFalse();
    }

    private Decision<BackupScheduleStatus> decide(String now) {
        return BackupSchedules.decide(schedule, now, good);
    }

    private static boolean met(Decision<BackupScheduleStatus> decision) {
        return Conditions.holds(decision.status().conditions(), "RPOMet", "True");
    }
}
