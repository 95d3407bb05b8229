package io.pgbelay.schedule;

import static io.pgbelay.schedule.BackupSchedules.decide;
import static io.pgbelay.schedule.BackupSchedules.nightly;
import static io.pgbelay.schedule.BackupSchedules.ofSlot;
import static io.pgbelay.schedule.BackupSchedules.replacing;
import static io.pgbelay.schedule.BackupSchedules.run;
import static io.pgbelay.schedule.BackupSchedules.schedule;
import static io.pgbelay.schedule.BackupSchedules.started;
import static io.pgbelay.schedule.BackupSchedules.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupRunStatus.Phase;
import io.pgbelay.control.Action;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Suspension, a clock that is set, and what a time does that finds a run under way. */
class StartsTest {
    @Test
    void timesThatPassWhileItIsSuspendedAreNeitherMissedNorMadeUpFor() {
        var schedule = schedule("0 1 * * *", null, null, true);
        schedule.setStatus(decide(schedule, "2026-11-22T01:00:00Z").status());
        var resumed = nightly();
        resumed.setStatus(schedule.getStatus());

        var decision = decide(resumed, "2026-11-22T08:00:00Z");

        assertThat(started(decision)).isEmpty();
        assertThat(decision.status().missedRuns()).isZero();
        assertThat(started(decide(resumed, "2026-11-23T01:00:00Z"))).containsExactly("orders-20261123-010000");
    }

    @Test
    void aClockThatRanAheadMakesNoSecondRunAndStopsNoLaterOne() {
        var schedule = nightly();
        var ahead = decide(schedule, "2026-12-20T01:00:00Z");
        schedule.setStatus(ahead.status());
        var early = run("orders-20261220-010000", Phase.Succeeded, "2026-12-20T01:00:30Z");

        var back = decide(schedule, "2026-11-20T00:30:00Z", early);
        schedule.setStatus(back.status());

        assertThat(started(back)).isEmpty();
        assertThat(back.news()).extracting(deed -> deed.reason()).contains("ClockSetBack");
        assertThat(started(decide(schedule, "2026-11-20T01:00:00Z", early))).containsExactly("orders-20261120-010000");
        assertThat(started(decide(schedule, "2026-12-20T01:00:00Z", early)))
                .as("the time that came too early comes again")
                .isEmpty();
    }

    @Test
    void underReplaceARunOfAnEarlierTimeIsAskedOnceToGiveWay() {
        var old = ofSlot("orders-20261119-010000");

        var asked = decide(replacing(null), "2026-11-20T01:00:00Z", old);
        old.setStatus(status(Phase.Running, null, "orders-20261120-010000"));
        var waiting = decide(replacing(null), "2026-11-20T01:00:05Z", old);
        old.setStatus(status(Phase.Failed, "2026-11-20T01:00:08Z", "orders-20261120-010000"));

        assertThat(asked.actions()).containsExactly(new Action.Note(old, "replacedBy", "orders-20261120-010000"));
        assertThat(asked.status().lastScheduleTime()).isNull();
        assertThat(waiting.actions()).isEmpty();
        assertThat(started(decide(replacing(null), "2026-11-20T01:00:09Z", old)))
                .containsExactly("orders-20261120-010000");
    }

    @Test
    void underReplaceAPersonsRunAndATriggeredOneAreWaitedFor() {
        var persons = run("by-hand", Phase.Running, null);
        var triggered = ofSlot("orders-t-0123456789");
        triggered.getMetadata().setAnnotations(Map.of(BackupRun.TRIGGER_ANNOTATION, "before-audit"));

        assertThat(decide(replacing(null), "2026-11-20T01:00:00Z", persons).actions())
                .isEmpty();
        assertThat(decide(replacing(null), "2026-11-20T01:00:00Z", triggered).actions())
                .isEmpty();
    }

    @Test
    void underReplaceATriggerTakesThePlaceOfARunToo() {
        var old = ofSlot("orders-20261119-010000");

        var decision = decide(replacing("before-audit"), "2026-11-20T01:00:00Z", old);

        assertThat(decision.actions()).singleElement().isInstanceOf(Action.Note.class);
        assertThat(decision.status().lastTrigger()).as("it waits").isNull();
    }
}
