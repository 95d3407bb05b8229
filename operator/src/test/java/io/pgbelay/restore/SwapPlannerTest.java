package io.pgbelay.restore;

import static io.pgbelay.restore.SwapRequests.API;
import static io.pgbelay.restore.SwapRequests.died;
import static io.pgbelay.restore.SwapRequests.ended;
import static io.pgbelay.restore.SwapRequests.running;
import static io.pgbelay.restore.SwapRequests.spec;
import static io.pgbelay.restore.SwapRequests.swapped;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.api.FailureReason;
import io.pgbelay.api.KeptDatabase.State;
import io.pgbelay.api.Quiesced;
import io.pgbelay.api.RestoreRequest;
import io.pgbelay.api.RestoreRequestStatus;
import io.pgbelay.api.RestoreRequestStatus.Phase;
import io.pgbelay.contract.Json;
import io.pgbelay.contract.Outcome;
import io.pgbelay.control.Action;
import io.pgbelay.job.JobSeen;
import io.pgbelay.kube.Conditions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From the plan to the dropped old database, pass by pass. */
class SwapPlannerTest extends SwapStory {
    @Test
    void nothingIsTouchedBeforeAPersonHasSaidTheWord() {
        var asked = rehearsed();
        assertThat(asked.status().phase()).isEqualTo(Phase.AwaitingConfirmation);
        assertThat(asked.actions()).isEmpty();
        var word = requireNonNull(requireNonNull(asked.status().plan()).confirm());

        request.setSpec(spec("not the word"));
        assertThat(decide(JobSeen.NOTHING).actions()).isEmpty();
        assertThat(request.getStatus().confirmed()).isNull();

        request.setSpec(spec(word));
        assertThat(decide(JobSeen.NOTHING).actions()).singleElement().isInstanceOf(Action.Hold.class);
        hold();
        assertThat(decide(JobSeen.NOTHING).status().confirmed()).isEqualTo(word);
    }

    @Test
    void replicasAreWrittenDownBeforeTheFirstWorkloadIsScaled() {
        confirmed();

        var noted = decide(JobSeen.NOTHING);
        assertThat(noted.actions()).isEmpty();
        assertThat(noted.status().quiesced()).containsExactly(new Quiesced(API.kind(), "api", 3));
        assertThat(decide(JobSeen.NOTHING).actions()).containsExactly(new Action.Scale("shop-prod", API, 0));
        replicas = 0;
        assertThat(decide(JobSeen.NOTHING).actions())
                .singleElement()
                .isInstanceOfSatisfying(
                        Action.Create.class,
                        one -> assertThat(one.object().getMetadata().getName()).isEqualTo("fix-r1"));
    }

    @Test
    void aGoodSwapWakesWhatSleepsAndKeepsTheOldDatabase() throws Exception {
        atWork();

        var done = decide(ended(swapped()));

        assertThat(done.actions()).containsExactly(new Action.Scale("shop-prod", API, 3));
        assertThat(done.status().phase()).isEqualTo(Phase.Succeeded);
        assertThat(done.status().undoUntil()).isEqualTo("2026-11-21T08:00:00Z");
        assertThat(requireNonNull(done.status().kept()).mark()).isEqualTo("pgbelay-old:uid");
        assertThat(decide(JobSeen.NOTHING).actions()).singleElement().isInstanceOf(Action.Release.class);
    }

    @Test
    void aFailureThatTheWorkerReportsEndsItAtOnce() throws Exception {
        atWork();

        var failed = decide(ended(
                new Outcome(FailureReason.CheckFailed, "check x said 'f'", List.of(), null, null, null, null, null)));

        assertThat(failed.status().phase()).isEqualTo(Phase.Failed);
        assertThat(failed.actions()).containsExactly(new Action.Scale("shop-prod", API, 3));
        assertThat(failed.news()).hasSize(1);
    }

    @Test
    void aWorkerThatDiedIsLookedAfterAndNeverTriedAgain() throws Exception {
        atWork();

        var lost = decide(died());
        assertThat(lost.status().phase()).isEqualTo(Phase.Restoring);
        var look = decide(JobSeen.NOTHING);
        assertThat(look.actions())
                .singleElement()
                .isInstanceOfSatisfying(
                        Action.Create.class,
                        one -> assertThat(Json.MAPPER.valueToTree(one.object()).toString())
                                .contains("\\\"verb\\\":\\\"settle\\\""));
        var end = decide(ended(swapped()));

        assertThat(end.status().phase()).isEqualTo(Phase.Succeeded);
        assertThat(end.status().attempts()).hasSize(2);
    }

    @Test
    void whereNothingWasSwappedTheFirstReasonStands() throws Exception {
        atWork();
        decide(died());
        decide(JobSeen.NOTHING);

        var end = decide(ended(new Outcome(null, "orders is as it was", List.of(), null, null, null, null, null)));

        assertThat(end.status().phase()).isEqualTo(Phase.Failed);
        assertThat(end.status().attempts().getFirst().reason()).isEqualTo(FailureReason.WorkerKilled);
        assertThat(end.news().getFirst().reason()).isEqualTo("WorkerKilled");
        assertThat(end.actions()).containsExactly(new Action.Scale("shop-prod", API, 3));
    }

    /** Whatever may have been cut off midway is looked at; what was refused before the act is not. */
    @ParameterizedTest
    @EnumSource
    void eachReasonIsEitherClearOrLookedAt(FailureReason reason) throws Exception {
        atWork();
        var decision = decide(ended(new Outcome(reason, "words", List.of(), null, null, null, null, null)));

        assertThat(decision.status().ended())
                .isEqualTo(!reason.retryable()
                        && reason != FailureReason.DeadlineExceeded
                        && reason != FailureReason.Aborted);
    }

    @Test
    void whenTheWindowIsOverTheOldDatabaseIsOpenedSavedAndDropped() throws Exception {
        atWork();
        decide(ended(swapped()));
        request.getMetadata().setFinalizers(List.of());
        assertThat(decide(JobSeen.NOTHING).actions()).isEmpty();

        now = NOW.plus(Duration.ofHours(25));
        assertThat(names(decide(JobSeen.NOTHING))).containsExactly("fix-o1");
        decide(ended(new Outcome(null, "opened", List.of(), null, null, null, null, null)));
        assertThat(kept().state()).isEqualTo(State.BackingUp);
        decide(JobSeen.NOTHING);
        assertThat(kept().message()).contains("SafetyBackupUnknown");
        assertThat(kept().state()).as("nobody says how").isEqualTo(State.BackingUp);
    }

    @Test
    void whatSomebodyTookBackIsLeftAlone() throws Exception {
        atWork();
        decide(ended(swapped()));
        request.getMetadata().setFinalizers(List.of());
        now = NOW.plus(Duration.ofHours(25));
        var undo = new RestoreRequest();
        undo.setStatus(new Draft(RestoreRequestStatus.NONE)
                .phase(Phase.Restoring)
                .confirmed("x")
                .finish(Conditions.from(List.of(), 1L, NOW), 1L));

        assertThat(decide(JobSeen.NOTHING, undo).actions()).isEmpty();
        undo.setStatus(
                new Draft(undo.getStatus()).phase(Phase.Succeeded).finish(Conditions.from(List.of(), 1L, NOW), 1L));
        decide(JobSeen.NOTHING, undo);
        assertThat(kept().state()).isEqualTo(State.TakenBack);
        assertThat(request.getStatus().undoUntil()).isNull();
    }

    @Test
    void aRequestThatIsDeletedStopsItsJobFirst() {
        atWork();
        request.getMetadata().setDeletionTimestamp("2026-11-20T08:00:00Z");

        assertThat(decide(running()).actions()).singleElement().isInstanceOf(Action.Stop.class);
        var last = decide(JobSeen.NOTHING);
        assertThat(last.actions().getFirst()).isEqualTo(new Action.Scale("shop-prod", API, 3));
        assertThat(last.actions().getLast()).isInstanceOf(Action.Release.class);
    }
}
