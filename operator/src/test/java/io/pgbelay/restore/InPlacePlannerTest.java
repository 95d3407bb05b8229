package io.pgbelay.restore;

import static io.pgbelay.restore.SwapRequests.API;
import static io.pgbelay.restore.SwapRequests.ended;
import static io.pgbelay.restore.SwapRequests.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupRunStatus;
import io.pgbelay.api.RestoreRequestStatus.Phase;
import io.pgbelay.api.RestoreTarget;
import io.pgbelay.api.Restored;
import io.pgbelay.api.Verified;
import io.pgbelay.backup.BackupRuns;
import io.pgbelay.contract.Json;
import io.pgbelay.contract.Outcome;
import io.pgbelay.control.Action;
import io.pgbelay.job.JobSeen;
import io.pgbelay.rig.Altered;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a database holds is saved, and only then replaced. */
class InPlacePlannerTest extends SwapStory {
    @Test
    void whatIsOverwrittenIsSavedFirstAndOnlyThenTouched() throws Exception {
        inPlace();
        confirmed();
        decide(JobSeen.NOTHING);
        decide(JobSeen.NOTHING);
        replicas = 0;

        var announced = decide(JobSeen.NOTHING);
        assertThat(announced.actions()).as("the name is written down before").isEmpty();
        assertThat(announced.status().phase()).isEqualTo(Phase.SafetyBackup);
        assertThat(announced.status().safetyRun()).isEqualTo("fix-safety");
        var made = decide(JobSeen.NOTHING).actions();
        safetyRun = (BackupRun) ((Action.Create) made.getFirst()).object();
        assertThat(safetyRun.getSpec().note()).contains("what orders held before RestoreRequest fix");
        assertThat(decide(JobSeen.NOTHING).actions()).as("it has not ended").isEmpty();
        safetyRun.setStatus(Altered.with(
                BackupRuns.succeeded(BackupRuns.artifact(), "2026-11-20T08:00:10Z"),
                "verified",
                new Verified(Verified.Level.Decoded, "2026-11-20T08:00:10Z")));
        var begun = decide(JobSeen.NOTHING);
        assertThat(names(begun)).containsExactly("fix-r1");
        assertThat(Json.MAPPER.valueToTree(begun.actions()).toString()).contains("\\\"verb\\\":\\\"overwrite\\\"");

        var done = decide(ended(
                new Outcome(null, "replaced", List.of(), null, null, new Restored("orders", 16_400L, 9L), null, null)));
        assertThat(done.status().phase()).isEqualTo(Phase.Succeeded);
        assertThat(done.status().kept()).isNull();
        assertThat(done.actions()).containsExactly(new Action.Scale("shop-prod", API, 3));
        assertThat(done.news().getFirst().message()).contains("saved by BackupRun fix-safety");
    }

    @Test
    void whatCannotBeSavedIsNotOverwritten() {
        inPlace();
        confirmed();
        decide(JobSeen.NOTHING);
        decide(JobSeen.NOTHING);
        replicas = 0;
        decide(JobSeen.NOTHING);
        safetyRun = BackupRuns.inline(false, null);
        safetyRun.setStatus(Altered.with(BackupRunStatus.NONE, "phase", BackupRunStatus.Phase.Failed));

        var end = decide(JobSeen.NOTHING);

        assertThat(end.status().phase()).isEqualTo(Phase.Failed);
        assertThat(end.news().getFirst().reason()).isEqualTo("SafetyBackupFailed");
        assertThat(end.actions()).containsExactly(new Action.Scale("shop-prod", API, 3));
    }

    @Test
    void anOlderRunOfThatNameSavesNothing() {
        inPlace();
        confirmed();
        decide(JobSeen.NOTHING);
        decide(JobSeen.NOTHING);
        replicas = 0;
        safetyRun = BackupRuns.inline(false, null);

        assertThat(decide(JobSeen.NOTHING).news().getFirst().reason()).isEqualTo("SafetyBackupFailed");
    }

    private void inPlace() {
        mode = RestoreTarget.Mode.InPlace;
        template = BackupRuns.template();
        request.setSpec(spec(null, mode));
    }
}
