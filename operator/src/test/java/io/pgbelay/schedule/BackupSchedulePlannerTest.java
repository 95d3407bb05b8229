package io.pgbelay.schedule;

import static io.pgbelay.schedule.BackupSchedules.decide;
import static io.pgbelay.schedule.BackupSchedules.nightly;
import static io.pgbelay.schedule.BackupSchedules.run;
import static io.pgbelay.schedule.BackupSchedules.schedule;
import static io.pgbelay.schedule.BackupSchedules.started;
import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.api.BackupRunStatus.Phase;
import io.pgbelay.control.Next;
import io.pgbelay.kube.Conditions;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BackupSchedulePlannerTest {
    @Test
    void beforeItsFirstTickNothingStarts() {
        var decision = decide(nightly(), "2026-11-19T23:00:00Z");

        assertThat(started(decision)).isEmpty();
        assertThat(decision.status().nextScheduleTime()).isEqualTo("2026-11-20T01:00:00Z");
        assertThat(decision.next()).isEqualTo(new Next.At(Instant.parse("2026-11-20T01:00:00Z")));
        assertThat(Conditions.holds(decision.status().conditions(), "Ready", "True"))
                .isTrue();
    }

    @Test
    void aTickStartsTheRunThatIsNamedAfterIt() {
        var decision = decide(nightly(), "2026-11-20T01:00:00Z");

        assertThat(started(decision)).containsExactly("orders-20261120-010000");
        assertThat(decision.status().lastScheduleTime()).isEqualTo("2026-11-20T01:00:00Z");
        assertThat(decision.status().active()).containsExactly("orders-20261120-010000");
        assertThat(decision.status().missedRuns()).isZero();
    }

    @Test
    void aTickThatWasDealtWithIsNotStartedAgain() {
        var schedule = nightly();
        schedule.setStatus(decide(schedule, "2026-11-20T01:00:00Z").status());

        assertThat(started(decide(schedule, "2026-11-20T01:00:01Z"))).isEmpty();
        assertThat(started(decide(schedule, "2026-11-19T20:00:00Z")))
                .as("the clock jumped back")
                .isEmpty();
    }

    @Test
    void aCrashBetweenCreateAndStatusMakesNoSecondRun() {
        var run = run("orders-20261120-010000", Phase.Succeeded, "2026-11-20T01:00:30Z");

        var decision = decide(nightly(), "2026-11-20T01:01:00Z", run);

        assertThat(started(decision)).isEmpty();
        assertThat(decision.status().lastScheduleTime()).isEqualTo("2026-11-20T01:00:00Z");
    }

    @Test
    void afterDowntimeTheNewestMissedTickRunsOnceAndTheOthersAreCounted() {
        var decision = decide(nightly(), "2026-11-24T02:00:00Z");

        assertThat(started(decision)).containsExactly("orders-20261124-010000");
        assertThat(decision.status().missedRuns()).isEqualTo(4);
    }

    @Test
    void aTickOlderThanTheDeadlineIsOnlyCounted() {
        var decision = decide(schedule("0 1 * * *", "1h", null, false), "2026-11-20T02:00:01Z");

        assertThat(started(decision)).isEmpty();
        assertThat(decision.status().missedRuns()).isEqualTo(1);
        assertThat(decision.news()).extracting(deed -> deed.reason()).containsExactly("MissedRun");
    }

    @Test
    void aTickWaitsForTheRunThatIsUnderWay() {
        var busy = run("orders-20261119-010000", Phase.Running, null);

        var waiting = decide(nightly(), "2026-11-20T01:00:00Z", busy);
        var later = decide(nightly(), "2026-11-20T01:20:00Z", run("orders-20261119-010000", Phase.Failed, "x"));

        assertThat(started(waiting)).isEmpty();
        assertThat(waiting.status().lastScheduleTime()).isNull();
        assertThat(started(later)).containsExactly("orders-20261120-010000");
    }

    @Test
    void aSuspendedScheduleStartsNothingAndPromisesNothing() {
        var decision = decide(schedule("0 1 * * *", null, null, true), "2026-11-20T01:00:00Z");

        assertThat(started(decision)).isEmpty();
        assertThat(decision.status().nextScheduleTime()).isNull();
    }

    @Test
    void anyNewTriggerStartsOneRun() {
        var schedule = schedule("0 1 * * *", null, "before-audit", false);

        var first = decide(schedule, "2026-11-19T13:00:00Z");
        schedule.setStatus(first.status());
        var second = decide(schedule, "2026-11-19T13:00:01Z");

        assertThat(started(first)).singleElement().asString().matches("orders-t-[0-9a-f]{10}");
        assertThat(first.status().lastTrigger()).isEqualTo("before-audit");
        assertThat(started(second)).isEmpty();
    }

    @Test
    void aTriggerWaitsAndIsNotDropped() {
        var schedule = schedule("0 1 * * *", null, "before-audit", false);

        var decision = decide(schedule, "2026-11-19T13:00:00Z", run("orders-x", Phase.Running, null));

        assertThat(started(decision)).isEmpty();
        assertThat(decision.status().lastTrigger()).isNull();
    }

    @Test
    void aScheduleThatCannotBeReadSaysSo() {
        var decision = decide(schedule("99 1 * * *", null, null, false), "2026-11-19T13:00:00Z");

        assertThat(Conditions.holds(decision.status().conditions(), "Ready", "False"))
                .isTrue();
        assertThat(decision.status().conditions().getFirst().getReason()).isEqualTo("InvalidSchedule");
    }

    @Test
    void theNewestGoodRunIsNamed() {
        var decision = decide(
                nightly(),
                "2026-11-20T00:00:00Z",
                run("a", Phase.Succeeded, "2026-11-18T01:00:30Z"),
                run("b", Phase.Succeeded, "2026-11-19T01:00:30Z"),
                run("c", Phase.Failed, "2026-11-19T13:00:30Z"));

        assertThat(decision.status().lastSuccessfulRun()).isEqualTo("b");
        assertThat(decision.status().lastSuccessTime()).isEqualTo("2026-11-19T01:00:30Z");
        assertThat(Conditions.holds(decision.status().conditions(), "LastRunSucceeded", "False"))
                .isTrue();
    }
}
