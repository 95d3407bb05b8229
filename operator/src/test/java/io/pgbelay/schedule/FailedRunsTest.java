package io.pgbelay.schedule;

import static io.pgbelay.schedule.BackupSchedules.decide;
import static io.pgbelay.schedule.BackupSchedules.nightly;
import static io.pgbelay.schedule.BackupSchedules.ofSlot;
import static io.pgbelay.schedule.BackupSchedules.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupRunStatus.Phase;
import io.pgbelay.api.BackupSchedule;
import io.pgbelay.control.Action;
import io.pgbelay.rig.Altered;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FailedRunsTest {
    @Test
    void onlyTheNewestFailedRecordsStay() {
        var failed = IntStream.rangeClosed(10, 15)
                .mapToObj(day -> ofSlot("orders-202611%d-010000".formatted(day), Phase.Failed, day))
                .toList();
        var persons = run("by-hand", Phase.Failed, "2026-11-01T01:00:30Z");
        var good = ofSlot("orders-20261109-010000", Phase.Succeeded, 9);
        var all = Stream.concat(failed.stream(), Stream.of(persons, good)).toArray(BackupRun[]::new);

        assertThat(decide(dealtWith(nightly()), "2026-11-19T13:00:00Z", all).actions())
                .containsExactly(
                        new Action.DeleteAsSeen(failed.get(2)),
                        new Action.DeleteAsSeen(failed.get(1)),
                        new Action.DeleteAsSeen(failed.get(0)));
    }

    @Test
    void aFailedRecordThatNoLaterRunHasClearedUpAfterStays() {
        var schedule = nightly();
        schedule.setSpec(Altered.with(schedule.getSpec(), "failedRunsHistoryLimit", 0));
        dealtWith(schedule);

        var alone = ofSlot("orders-20261118-010000", Phase.Failed, 18);

        assertThat(decide(schedule, "2026-11-19T13:00:00Z", alone).actions()).isEmpty();
        assertThat(decide(schedule, "2026-11-19T13:00:00Z", alone, ofSlot("next", Phase.Succeeded, 19))
                        .actions())
                .containsExactly(new Action.DeleteAsSeen(alone));
    }

    @Test
    void aRecordWhoseTimeIsNotWrittenDownYetStays() {
        var lost = ofSlot("orders-20261118-010000", Phase.Failed, 18);

        assertThat(FailedRuns.beyond(0, List.of(lost, ofSlot("next", Phase.Succeeded, 19)), "2026-11-18T01:00:00Z"))
                .isEmpty();
        assertThat(FailedRuns.beyond(0, List.of(lost, ofSlot("next", Phase.Succeeded, 19)), "2026-11-19T01:00:00Z"))
                .containsExactly(lost);
    }

    private static BackupSchedule dealtWith(BackupSchedule schedule) {
        schedule.setStatus(decide(schedule, "2026-11-20T01:00:00Z").status());
        return schedule;
    }
}
