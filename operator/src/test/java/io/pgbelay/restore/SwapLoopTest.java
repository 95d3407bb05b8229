package io.pgbelay.restore;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.api.Comparison;
import io.pgbelay.api.KeptDatabase.State;
import io.pgbelay.api.RestoreRequestStatus.Phase;
import io.pgbelay.demo.Contents;
import io.pgbelay.demo.LoopWorld;
import io.pgbelay.demo.World;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A backup takes the place of a live database and the old one comes back: the real API server, Postgres and S3. */
class SwapLoopTest {
    private static final World WORLD = LoopWorld.get();

    @Test
    void planConfirmSwapAndUndo() {
        var stage = SwapScene.open(WORLD);
        stage.apply(stage.deployment("api", 2));
        var spoilt = stage.contents();
        var request = stage.swap("fix", "quiesce: [{kind: Deployment, name: api}]");
        stage.apply(request);

        var planned = stage.planned("fix");
        var plan = requireNonNull(planned.getStatus().plan());
        assertThat(plan.willReplace())
                .contains(stage.scene().database() + " (OID", "owner shop", "_before_", " for 1d");
        assertThat(plan.diskNeeded()).isPositive();
        assertThat(plan.estimate()).contains("three times");
        assertThat(plan.confirm()).matches("[0-9a-f]{12}");
        stage.confirm(planned, "0123456789ab");
        stage.until(
                "fix",
                status -> status.conditions().stream()
                        .anyMatch(one -> one.getMessage().contains("is '0123456789ab' and not the word of this plan")));
        assertThat(stage.replicas("api")).isEqualTo(2);

        stage.confirm(planned);
        var swapped = stage.ended("fix");
        assertThat(swapped.getStatus().phase()).as(stage.scene().everything()).isEqualTo(Phase.Succeeded);
        assertThat(stage.contents().facts()).doesNotContainKey("table later");
        assertThat(spoilt.differencesFrom(stage.contents())).isNotEmpty();
        assertThat(stage.replicas("api")).isEqualTo(2);
        assertThat(swapped.getStatus().attempts()).hasSize(1);
        stage.apply(request);

        assertThat(stage.carriedOut("back", stage.swap("back", "{undoRef: {name: fix}}", ""))
                        .getStatus()
                        .phase())
                .as(stage.scene().everything())
                .isEqualTo(Phase.Succeeded);
        assertThat(spoilt.differencesFrom(stage.contents())).isEqualTo(Map.of());
        stage.until("fix", status -> requireNonNull(status.kept()).state() == State.TakenBack);
        assertThat(stage.ended("fix").getMetadata().getFinalizers()).isEmpty();

        stage.apply(stage.swap("late", "{undoRef: {name: fix}}", ""));
        assertThat(SwapScene.reason(stage.ended("late"))).isEqualTo("SupersededBySwap");
    }

    @Test
    void theOldDatabaseIsBackedUpBeforeItIsDropped() {
        var stage = SwapScene.open(WORLD);
        var rows = stage.contents().facts().get("table orders");
        var swapped = stage.carriedOut("short", stage.swap("short", "undoWindow: 1s"));
        assertThat(swapped.getStatus().phase()).as(stage.scene().everything()).isEqualTo(Phase.Succeeded);

        var over = stage.until("short", status -> requireNonNull(status.kept()).state() == State.Dropped);

        assertThat(over.getStatus().undoUntil()).isNull();
        assertThat(stage.databases(requireNonNull(over.getStatus().kept()).database()))
                .isZero();
        var saved = stage.scene().ended("short-safety");
        assertThat(requireNonNull(saved.getStatus().verified()).level()).isNotNull();
        WORLD.kubectlApply(
                stage.scene().restore("look", "short-safety", stage.scene().database() + "_look"));
        assertThat(stage.ended("look").getStatus().phase())
                .as(stage.scene().everything())
                .isEqualTo(Phase.Succeeded);
        assertThat(Contents.of(stage.scene().postgres(), stage.scene().database() + "_look")
                        .facts())
                .containsEntry("table orders", rows)
                .containsKey("table later");
        stage.apply(stage.swap("late", "{undoRef: {name: short}}", ""));
        assertThat(SwapScene.reason(stage.ended("late"))).isEqualTo("UndoWindowOver");
    }

    @Test
    void whatALiveDatabaseHoldsIsSavedAndReplacedInPlace() {
        var stage = SwapScene.open(WORLD);
        stage.apply(stage.deployment("api", 1));
        var spoilt = stage.contents();
        var request =
                stage.swap("mend", "quiesce: [{kind: Deployment, name: api}]").replace("mode: Swap", "mode: InPlace");

        var mended = stage.carriedOut("mend", request);

        assertThat(mended.getStatus().phase()).as(stage.scene().everything()).isEqualTo(Phase.Succeeded);
        assertThat(requireNonNull(mended.getStatus().plan()).willReplace()).startsWith("all that is in ");
        assertThat(stage.contents().facts()).doesNotContainKey("table later");
        assertThat(requireNonNull(mended.getStatus().comparison()).outcome()).isEqualTo(Comparison.Outcome.Equal);
        assertThat(stage.replicas("api")).isEqualTo(1);
        assertThat(stage.databases(stage.scene().database() + "_%")).isZero();
        var saved = stage.scene().database() + "_saved";
        WORLD.kubectlApply(stage.scene().restore("look", "mend-safety", saved));
        assertThat(stage.ended("look").getStatus().phase())
                .as(stage.scene().everything())
                .isEqualTo(Phase.Succeeded);
        assertThat(spoilt.differencesFrom(Contents.of(stage.scene().postgres(), saved))
                        .keySet())
                .as("a materialized view that was stale is made anew")
                .isSubsetOf("table revenue");
    }

    @Test
    void theVeryDatabaseThatPeopleHaveLookedAtTakesThePlace() {
        var stage = SwapScene.open(WORLD);
        var copy = stage.scene().database() + "_look";
        WORLD.kubectlApply(stage.scene().restore("look", "good", copy));
        var looked = stage.ended("look");
        assertThat(looked.getStatus().phase()).as(stage.scene().everything()).isEqualTo(Phase.Succeeded);
        stage.scene().postgres().psql(copy, "CREATE TABLE mended (i int)");
        var mended = Contents.of(stage.scene().postgres(), copy);

        var end = stage.carriedOut(
                "take",
                stage.swap(
                        "take",
                        "{restoredRef: {name: look}}",
                        "undoWindow: 1s\nsafetyBackup:\n  template:\n"
                                + stage.scene().template(4)));

        assertThat(end.getStatus().phase()).as(stage.scene().everything()).isEqualTo(Phase.Succeeded);
        assertThat(mended.differencesFrom(stage.contents())).isEqualTo(Map.of());
        assertThat(stage.databases(copy)).isZero();
        stage.until("take", status -> requireNonNull(status.kept()).state() == State.Dropped);
        assertThat(stage.scene().ended("take-safety").getStatus().usable()).isTrue();
        assertThat(stage.databases(stage.scene().database() + "_before_%")).isZero();
    }

    @Test
    void aDryRunShowsTheWholePlanAndAWrongTargetIsRefused() {
        var stage = SwapScene.open(WORLD);
        var spoilt = stage.contents();
        stage.apply(stage.swap("dry", "dryRun: true"));
        var dry = stage.ended("dry");
        assertThat(dry.getStatus().phase()).as(stage.scene().everything()).isEqualTo(Phase.Planned);
        assertThat(requireNonNull(dry.getStatus().plan()).willReplace())
                .contains(stage.scene().database());

        stage.apply(stage.swap("roomless", "").replace(", acceptDiskUse: true", ""));
        assertThat(SwapScene.reason(stage.ended("roomless"))).isEqualTo("DiskNotAccounted");
        stage.apply(stage.swap("nobody", "quiesce: [{kind: StatefulSet, name: nobody}]"));
        assertThat(SwapScene.reason(stage.ended("nobody"))).isEqualTo("WorkloadNotFound");
        stage.apply(stage.swap("ref", "{undoRef: {name: dry}}", ""));
        assertThat(SwapScene.reason(stage.ended("ref"))).isEqualTo("RequestNotUsable");
        assertThat(spoilt.differencesFrom(stage.contents())).isEqualTo(Map.of());
    }

    @Test
    void aDatabaseForATimeGoesWhenTheTimeIsOver() {
        var stage = SwapScene.open(WORLD);
        var copy = stage.scene().database() + "_brief";
        stage.apply(
                stage.scene().restore("brief", "good", copy).replace("    database:", "    ttl: 1s\n    database:"));

        stage.until("brief", status -> status.kept() != null && status.kept().state() == State.Dropped);

        assertThat(stage.databases(copy)).isZero();
    }

    @Test
    void sqlRunsBeforeAnybodyCanConnectAndChecksAreAsked() {
        var stage = SwapScene.open(WORLD);
        var copy = stage.scene().database() + "_clean";
        stage.scene()
                .kubectl(
                        "create",
                        "configmap",
                        "clean",
                        "--from-literal=sql=UPDATE orders SET total = 0; DELETE FROM events");
        var more =
                "  sanitize: {configMapName: clean, key: sql}\n  checks: [{name: free, sql: 'select sum(total) = 0 from orders'}]\n";
        stage.apply(stage.scene().restore("clean", "good", copy) + more);

        assertThat(stage.ended("clean").getStatus().phase())
                .as(stage.scene().everything())
                .isEqualTo(Phase.Succeeded);
        assertThat(stage.scene()
                        .postgres()
                        .psql(copy, "SELECT count(*) FROM events")
                        .strip())
                .isEqualTo("0");
        stage.apply(stage.scene().restore("dear", "good", copy + "2") + more.replace("= 0", "> 0"));
        assertThat(SwapScene.reason(stage.ended("dear"))).isEqualTo("CheckFailed");
        assertThat(stage.databases(copy + "2%")).isZero();
    }
}
