package io.pgbelay.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pgbelay.api.ApprovalPolicy;
import io.pgbelay.api.ApprovalPolicy.MachineRequester;
import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupRunStatus;
import io.pgbelay.api.FreezeWindow;
import io.pgbelay.api.OnFailure;
import io.pgbelay.api.OverrideHold;
import io.pgbelay.api.PromotionStatus.Phase;
import io.pgbelay.api.PromotionStep;
import io.pgbelay.api.Release;
import io.pgbelay.api.Skippable;
import io.pgbelay.api.StepName;
import io.pgbelay.contract.Json;
import io.pgbelay.control.Action;
import io.pgbelay.kube.Conditions;
import io.pgbelay.kube.Labels;
import io.pgbelay.rig.Altered;
import io.pgbelay.workload.Deployments;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PromotionPlannerTest {
    @Test
    void thePlanSaysWhatBecomesWhatAndWaitsForApproval() {
        var play = new Rehearsal(Rehearsal.spec("alice"));
        var status = play.settle();

        assertThat(status.phase()).isEqualTo(Phase.AwaitingApproval);
        var plan = Objects.requireNonNull(status.plan());
        assertThat(plan.summary()).isEqualTo("registry.example/shop:v1 becomes registry.example/shop:v2");
        assertThat(plan.images()).extracting("image").containsOnly("registry.example/shop:v2");
        assertThat(plan.commit()).isEqualTo("c0ffee");
        assertThat(plan.approvals()).isEqualTo(1);
        assertThat(status.approve()).contains(Objects.requireNonNull(status.planDigest()));
        assertThat(play.asked()).isEmpty();
    }

    @Test
    void equalPlansHaveEqualDigestsAndThePolicyIsPartOfThem() {
        var one = new Rehearsal(Rehearsal.spec("alice")).settle();
        var same = new Rehearsal(Rehearsal.spec("alice")).settle();
        var other = new Rehearsal(Rehearsal.spec("alice"));
        other.policy = Rehearsal.policy(new ApprovalPolicy(1, false, "24h", MachineRequester.ExtraApproval));
        assertThat(one.planDigest())
                .isEqualTo(same.planDigest())
                .isNotEqualTo(other.settle().planDigest());
    }

    @Test
    void whatHasDriftedIsNotDone() {
        var play = Rehearsal.planned(Rehearsal.spec("alice"));
        play.deployments.put("worker", Deployments.settled("prod", "worker", "registry.example/shop:v1.1"));
        play.approve("bob");
        assertThat(play.reason()).isEqualTo("PlanChanged");
    }

    @Test
    void whatDriftsWhileItWaitsForItsTurnIsNotDoneEither() {
        var play = Rehearsal.planned(Rehearsal.spec("alice"));
        play.approve("bob");
        play.settle();
        play.source = Deployments.settled("staging", "shop", "registry.example/shop:v3");
        play.giveTurn();
        assertThat(play.reason()).isEqualTo("PlanChanged");
    }

    @Test
    void aHeldImageDoesNotComeAgainByItself() {
        var play = new Rehearsal(Rehearsal.spec("alice"));
        play.hold("registry.example/shop:v2");
        assertThat(play.reason()).isEqualTo("OnHold");
        var said = new Rehearsal(Rehearsal.spec("alice", new OverrideHold("it was the network")));
        said.hold("registry.example/shop:v2");
        assertThat(said.settle().phase()).isEqualTo(Phase.AwaitingApproval);
    }

    @Test
    void whatThePolicyDoesNotAllowIsNotPlanned() {
        for (var more : List.of(
                new Object[] {"onFailure", OnFailure.RollbackImage},
                new Object[] {"skip", List.of(Skippable.Backup)})) {
            var play = new Rehearsal(Altered.with(Rehearsal.spec("alice"), more));
            assertThat(play.reason()).isEqualTo("NotAllowed");
            assertThat(play.acted).isEmpty();
        }
    }

    @Test
    void nothingIsDeployedWithoutAProvenRestorePoint() {
        var play = queued();
        play.giveTurn();
        assertThat(play.settle().phase()).isEqualTo(Phase.BackingUp);
        assertThat(play.asked()).contains("create BackupRun rel-pre");
        play.restorePoint = run(proven("Decoded"), "uid-rel");
        assertThat(play.settle().phase()).isEqualTo(Phase.Deploying);
        assertThat(play.status().restorePoint()).isEqualTo("rel-pre");
    }

    @Test
    void aRestorePointIsProvenAsFarAsThePolicyAsks() {
        var play = queued();
        play.giveTurn();
        play.restorePoint = run(proven("Digest"), "uid-rel");
        assertThat(play.reason()).isEqualTo("RestorePointNotProven");
        assertThat(play.status().release()).isNull();
    }

    @Test
    void aRunOfTheSameNameThatIsSomebodyElsesIsNoRestorePoint() {
        var play = queued();
        play.giveTurn();
        play.restorePoint = run(proven("Decoded"), "uid-other");
        assertThat(play.reason()).isEqualTo("NameTaken");
    }

    @Test
    void theImageIsAppliedOnceAndOnlyWhenTheEnvironmentKnows() {
        var play = deploying();
        assertThat(play.asked()).noneMatch(one -> one.startsWith("apply"));
        play.acknowledge();
        play.pass();
        assertThat(play.asked()).containsSubsequence("apply Deployment shop", "apply Deployment worker");
        assertThat(play.status().applied()).containsExactly("shop", "worker");
        arrive(play);
        var before = play.asked().size();
        play.settle();
        assertThat(play.asked().subList(before, play.asked().size())).noneMatch(one -> one.startsWith("apply"));
    }

    @Test
    void anImageThatChangesAfterwardsEndsItAndTheReleaseIsBad() {
        var play = deploying();
        play.acknowledge();
        play.pass();
        assertThat(play.reason()).isEqualTo("ImageReverted");
        assertThat(Objects.requireNonNull(play.status().release()).state()).isEqualTo(Release.State.Failed);
    }

    @Test
    void itEndsWellWhenTheEnvironmentKnowsTheReleaseAsGood() {
        var play = deploying();
        play.acknowledge();
        play.pass();
        arrive(play);
        assertThat(play.settle().phase()).isEqualTo(Phase.Publishing);
        play.acknowledge();
        play.pass();
        play.notes = (io.fabric8.kubernetes.api.model.ConfigMap) ((Action.Create) play.acted.getLast()).object();
        assertThat(play.settle().phase()).isEqualTo(Phase.Succeeded);
        assertThat(play.status().steps())
                .extracting(PromotionStep::name)
                .containsExactly(
                        StepName.Plan,
                        StepName.Approve,
                        StepName.Backup,
                        StepName.Deploy,
                        StepName.Verify,
                        StepName.Publish);
        assertThat(play.notes.getData()).containsEntry("version", "v2").containsEntry("approvedBy", "bob");
        assertThat(play.settle()).isEqualTo(play.status());

        var mine = Objects.requireNonNull(play.status().release());
        play.place = Altered.with(play.place, "current", mine);
        assertThat(Conditions.holds(play.settle().conditions(), "Superseded", "False"))
                .isTrue();
        play.place = Altered.with(
                play.place,
                "current",
                Altered.with(mine, "promotion", "next", "promotionUid", "other", "since", "2026-11-21T08:00:00Z"));
        assertThat(Conditions.holds(play.settle().conditions(), "Superseded", "True"))
                .isTrue();
    }

    @Test
    void anAbortBeforeAnythingChangedLeavesNothing() {
        var play = queued();
        play.abort();
        assertThat(play.reason()).isEqualTo("Aborted");
        assertThat(play.status().release()).isNull();
    }

    @Test
    void expiryCountsUntilSomethingChanges() {
        var play = queued();
        play.expireAt("2026-11-20T07:59:59Z");
        assertThat(play.reason()).isEqualTo("Expired");
    }

    @Test
    void inAFreezeWindowNothingBeginsButWhatTakesBack() {
        var play = new Rehearsal(Rehearsal.spec("alice"));
        play.policy =
                Altered.with(play.policy, "freezeWindows", List.of(new FreezeWindow("0 0 * * fri", "64h", "Etc/UTC")));
        play.settle();
        play.approve("bob");
        assertThat(play.settle().phase()).isEqualTo(Phase.AwaitingApproval);
        assertThat(play.pass().status().conditions())
                .anyMatch(one ->
                        one.getReason().equals("Frozen") && one.getMessage().contains("2026-11-22T16:00:00Z"));
        assertThat(play.asked()).isEmpty();

        play.now = Instant.parse("2026-11-22T16:00:00Z");
        assertThat(play.settle().phase()).isEqualTo(Phase.Queued);
    }

    private static Rehearsal queued() {
        var play = Rehearsal.planned(Rehearsal.spec("alice"));
        play.approve("bob");
        assertThat(play.settle().phase()).isEqualTo(Phase.Queued);
        return play;
    }

    private static Rehearsal deploying() {
        var play = queued();
        play.giveTurn();
        play.restorePoint = run(proven("Decoded"), "uid-rel");
        assertThat(play.settle().phase()).isEqualTo(Phase.Deploying);
        return play;
    }

    private static void arrive(Rehearsal play) {
        for (var name : List.of("shop", "worker")) {
            play.deployments.put(name, Deployments.settled("prod", name, "registry.example/shop:v2"));
        }
    }

    private static BackupRunStatus proven(String level) {
        try {
            var json = "{\"phase\": \"Succeeded\", \"artifact\": {}, \"verified\": {\"level\": \"" + level + "\"}}";
            return Json.MAPPER.readValue(json, BackupRunStatus.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BackupRun run(BackupRunStatus status, String uid) {
        var run = new BackupRun();
        run.getMetadata().setName("rel-pre");
        run.getMetadata().setLabels(Map.of(Labels.PROMOTION_UID, uid));
        run.setStatus(status);
        return run;
    }
}
