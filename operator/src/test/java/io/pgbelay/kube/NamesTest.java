package io.pgbelay.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class NamesTest {
    private static final Instant SLOT = Instant.parse("2026-11-20T01:00:00Z");

    @Test
    void aScheduledRunIsNamedAfterItsSlotInUtc() {
        assertThat(Names.scheduledRun("orders", SLOT)).isEqualTo("orders-20261120-010000");
    }

    @Test
    void theSameTokenOfTheSameScheduleGivesTheSameRun() {
        var first = Names.triggeredRun("orders", "uid", "before-audit");

        assertThat(first).isEqualTo(Names.triggeredRun("orders", "uid", "before-audit"));
        assertThat(first).matches("orders-t-[0-9a-f]{10}");
        assertThat(first).isNotEqualTo(Names.triggeredRun("orders", "uid", "another"));
        assertThat(first).isNotEqualTo(Names.triggeredRun("orders", "another uid", "before-audit"));
    }

    @Test
    void theLongestScheduleStillHasRunsAndJobsOfPlainNames() {
        var run = Names.scheduledRun("s".repeat(40), SLOT);

        assertThat(Names.backupJob(run, 99)).hasSizeLessThanOrEqualTo(63).endsWith("-b99");
    }

    @Test
    void aNameThatIsTooLongEndsInAHashOfAllOfIt() {
        var one = Names.fitting("x".repeat(70) + "1");
        var two = Names.fitting("x".repeat(70) + "2");

        assertThat(one).hasSize(63);
        assertThat(one).isNotEqualTo(two);
    }

    @Test
    void backupsAndRestoresOfOneNameDoNotShareAJob() {
        assertThat(Names.backupJob("orders", 1)).isNotEqualTo(Names.restoreJob("orders", 1));
    }
}
