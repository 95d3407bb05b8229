package io.pgbelay.promotion;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pgbelay.api.ApprovalPolicy;
import io.pgbelay.api.ApprovalPolicy.MachineRequester;
import io.pgbelay.api.BackupRun;
import io.pgbelay.api.EnvironmentStatus;
import io.pgbelay.api.MigrationPolicy;
import io.pgbelay.api.ObjectRef;
import io.pgbelay.api.OnFailure;
import io.pgbelay.api.PromotionSpec;
import io.pgbelay.api.PromotionStatus.Phase;
import io.pgbelay.api.Release;
import io.pgbelay.api.RestoreRequest;
import io.pgbelay.api.Rollback;
import io.pgbelay.api.StepName;
import io.pgbelay.contract.Json;
import io.pgbelay.control.Action;
import io.pgbelay.kube.Labels;
import io.pgbelay.rig.Altered;
import io.pgbelay.workload.Deployments;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A rollback that brings data back; and what becomes of a promotion that is deleted on its way. */
class RollbackPlannerTest {
    private static final String PLANNED =
            "{\"phase\": \"AwaitingConfirmation\", \"plan\": {\"confirm\": \"abc\", \"willReplace\": \"shop\"}}";

    @Test
    void theEnvironmentHasToAllowThatDataIsLost() {
        var play = rollback(List.of(Rollback.Data.Keep));
        assertThat(play.reason()).isEqualTo("NotAllowed");
    }

    @Test
    void thePlanSaysWhatIsLostAndTakesAnApprovalWhateverThePolicySays() {
        var play = rollback(List.of(Rollback.Data.RestoreBackup));
        var plan = requireNonNull(play.settle().plan());
        assertThat(plan.restoredFrom()).isEqualTo("v2-pre");
        assertThat(plan.writesLostSince()).isEqualTo("2026-11-19T08:00:00Z");
        assertThat(plan.summary())
                .isEqualTo("registry.example/shop:v2 goes back to registry.example/shop:v1, with the data of"
                        + " 2026-11-19T08:00:00Z (BackupRun v2-pre): what was written since is lost");
        assertThat(plan.approvals()).isEqualTo(1);
        assertThat(plan.steps()).contains(StepName.Restore).doesNotContain(StepName.Backup, StepName.Migrate);
    }

    @Test
    void withoutABackupThereIsNoWayBack() {
        var play = rollback(List.of(Rollback.Data.RestoreBackup));
        play.wayBack = null;
        assertThat(play.reason()).isEqualTo("NoRestorePoint");
    }

    @Test
    void anImageThatDoesNotWorkOnTheSchemaDoesNotComeBackAlone() {
        var play = migrated(Rollback.Data.Keep, "Breaking");
        assertThat(play.reason()).isEqualTo("SchemaIncompatible");
        assertThat(play.acted).isEmpty();
        assertThat(requireNonNull(migrated(Rollback.Data.Keep, "BackwardCompatible")
                                .settle()
                                .plan())
                        .steps())
                .doesNotContain(StepName.Migrate, StepName.Restore);
    }

    @Test
    void theSchemaGoesBackToWhatItWasAndWhereNobodyKnowsThatNowhere() {
        var plan = requireNonNull(
                migrated(Rollback.Data.Downgrade, "Breaking").settle().plan());
        assertThat(plan.schemaTarget()).isEqualTo("r1");
        assertThat(plan.steps()).containsSubsequence(StepName.Migrate, StepName.Deploy);

        var play = migrated(Rollback.Data.Downgrade, "Breaking");
        play.place = Altered.with(
                play.place, "current", Altered.with(requireNonNull(play.place.current()), "schemaBefore", null));
        assertThat(play.reason()).isEqualTo("NoWayDown");
    }

    @Test
    void theImagesAreSetBeforeTheRequestIsConfirmedAndNothingBeforeItHasBeenPlanned() {
        var play = restoring();
        assertThat(play.asked()).containsOnly("create RestoreRequest rel-data");
        assertThat(play.status().release()).isNull();
        var asked = (RestoreRequest) ((Action.Create) play.acted.getFirst()).object();
        assertThat(asked.getSpec().confirm()).isNull();
        assertThat(asked.getSpec().quiesce()).extracting("name").containsExactly("shop", "worker");
        assertThat(asked.getSpec().target().database()).isEqualTo("orders");

        play.restore = request(asked, PLANNED);
        play.settle();
        assertThat(play.status().release()).isNotNull();
        assertThat(play.held()).isTrue();
        play.acknowledge();
        play.pass();
        assertThat(play.asked().stream().filter(one -> one.startsWith("apply")))
                .containsExactly("apply Deployment shop", "apply Deployment worker", "apply RestoreRequest rel-data");
        assertThat(play.status().restoreRequest()).isEqualTo("rel-data");
    }

    @Test
    void whatCannotBeDoneHasChangedNothing() {
        var play = restoring();
        play.restore = request(created(play), "{\"phase\": \"Failed\"}");
        assertThat(play.reason()).isEqualTo("DataNotBroughtBack");
        assertThat(play.status().release()).isNull();
    }

    @Test
    void anAbortWaitsForWhatWasConfirmed() {
        var play = confirmed();
        play.abort();
        assertThat(play.settle().phase()).isEqualTo(Phase.Restoring);
        play.restore = request(requireNonNull(play.restore), "{\"phase\": \"Succeeded\"}");
        assertThat(play.reason()).isEqualTo("Aborted");
        assertThat(requireNonNull(play.status().release()).state()).isEqualTo(Release.State.Failed);
    }

    @Test
    void aRequestThatIsGoneIsNotAskedForAgain() {
        var play = confirmed();
        play.restore = null;
        assertThat(play.reason()).isEqualTo("DataNotBroughtBack");
    }

    @Test
    void aPromotionThatIsDeletedGoesOnlyWhenTheEnvironmentKnowsHowItEnded() {
        var play = confirmed();
        play.restore = request(requireNonNull(play.restore), "{\"phase\": \"Succeeded\"}");
        arrived(play);
        play.settle();
        play.delete();
        assertThat(play.reason()).isEqualTo("Aborted");
        assertThat(play.held()).isTrue();
        play.acknowledge();
        play.settle();
        assertThat(play.held()).isFalse();
    }

    @Test
    void aPromotionThatHasChangedNothingIsNotHeldUp() {
        var play = rollback(List.of(Rollback.Data.RestoreBackup));
        play.settle();
        assertThat(play.held()).isFalse();
    }

    private static Rehearsal rollback(List<Rollback.Data> allowed) {
        var play = new Rehearsal(new PromotionSpec(
                new ObjectRef("shop"),
                PromotionSpec.Type.Rollback,
                null,
                null,
                "alice",
                null,
                null,
                List.of(),
                OnFailure.Freeze,
                new Rollback(null, Rollback.Data.RestoreBackup),
                null,
                false,
                null,
                List.of(),
                null));
        play.policy = Rehearsal.policy(new ApprovalPolicy(0, true, "24h", MachineRequester.ExtraApproval), allowed);
        for (var name : List.of("shop", "worker")) {
            play.deployments.put(name, Deployments.settled("prod", name, "registry.example/shop:v2"));
        }
        play.place = new EnvironmentStatus(
                1L, List.of(), null, release("v2", "v2-pre"), release("v1", null), List.of(), List.of());
        play.wayBack = new BackupRun();
        play.wayBack.getMetadata().setName("v2-pre");
        play.wayBack.setStatus(read("""
                {"phase": "Succeeded", "artifact": {"snapshotTime": "2026-11-19T08:00:00Z"},
                 "template": {"database": {"host": "h", "name": "orders"}}}""", io.pgbelay.api.BackupRunStatus.class));
        return play;
    }

    /** A release that has migrated is taken back, with this much of it. */
    private static Rehearsal migrated(Rollback.Data data, String compatibility) {
        var play = rollback(List.of(data));
        var spec = play.promotion.getSpec();
        play.promotion.setSpec(Altered.with(spec, "rollback", new Rollback(null, data)));
        var migration =
                "{\"up\": [\"up\"], \"down\": [\"down\", \"{from}\"], \"compatibility\": \"" + compatibility + "\"}";
        play.policy = Altered.with(play.policy, "migration", read(migration, MigrationPolicy.class));
        var current = requireNonNull(play.place.current());
        play.place = Altered.with(
                play.place,
                "current",
                Altered.with(current, "migrated", true, "schemaBefore", "r1", "schemaRevision", "r2"));
        return play;
    }

    private static Rehearsal restoring() {
        var play = rollback(List.of(Rollback.Data.RestoreBackup));
        play.settle();
        play.approve("bob");
        play.settle();
        play.giveTurn();
        assertThat(play.settle().phase()).isEqualTo(Phase.Restoring);
        return play;
    }

    private static Rehearsal confirmed() {
        var play = restoring();
        play.restore = request(created(play), PLANNED);
        play.settle();
        play.acknowledge();
        play.pass();
        play.restore = request(created(play), "{\"phase\": \"Restoring\"}");
        arrived(play);
        play.settle();
        return play;
    }

    private static void arrived(Rehearsal play) {
        for (var name : List.of("shop", "worker")) {
            play.deployments.put(name, Deployments.settled("prod", name, "registry.example/shop:v1"));
        }
    }

    private static RestoreRequest created(Rehearsal play) {
        return (RestoreRequest) ((Action.Create) play.acted.getFirst()).object();
    }

    private static RestoreRequest request(RestoreRequest asked, String status) {
        asked.getMetadata().setLabels(Map.of(Labels.PROMOTION_UID, "uid-rel"));
        asked.setStatus(read(status, io.pgbelay.api.RestoreRequestStatus.class));
        return asked;
    }

    private static Release release(String version, @Nullable String restorePoint) {
        return new Release(
                version,
                "registry.example/shop:" + version,
                null,
                List.of(),
                null,
                null,
                false,
                restorePoint,
                version,
                "uid-" + version,
                "2026-11-19T08:00:00Z",
                Release.State.Released);
    }

    private static <T> T read(String json, Class<T> type) {
        try {
            return Json.MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
