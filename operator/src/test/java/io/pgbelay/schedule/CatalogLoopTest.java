package io.pgbelay.schedule;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.api.BackupRun;
import io.pgbelay.api.BackupRunStatus.Trigger;
import io.pgbelay.api.BackupSchedule;
import io.pgbelay.api.CatalogStatus;
import io.pgbelay.demo.Bucket;
import io.pgbelay.demo.Contents;
import io.pgbelay.demo.LoopWorld;
import io.pgbelay.demo.Scene;
import io.pgbelay.demo.World;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** All records are lost, and the bucket gives them back: the real control plane, Postgres and S3. */
class CatalogLoopTest {
    private final World world = LoopWorld.get();
    private final Scene scene = Scene.open(world);

    @Test
    void recordsThatAreLostComeBackAndCanBeRestoredFrom() {
        var schedule = scene.schedule("0 1 1 1 *");
        world.kubectlApply(schedule);
        world.kubectlApply(scene.runOfSchedule("one"));
        world.kubectlApply(scene.runOfSchedule("two"));
        var lost = List.of(uid("one"), uid("two"));
        scene.kubectl("delete", "bsched", "--all");
        scene.kubectl("delete", "brun", "--all");

        world.kubectlApply(schedule.replace("spec:\n", "spec:\n  catalog: {}\n  retention: {keepLast: 1}\n"));
        var known = catalog(status -> status.backups() != null);

        assertThat(known.backups()).isEqualTo(2);
        assertThat(known.drift()).isEmpty();
        scene.await(() -> runs().stream()
                .allMatch(run -> run.getStatus() != null && run.getStatus().usable()));
        assertThat(runs())
                .hasSize(2)
                .extracting(run -> requireNonNull(run.getSpec().imported()).uid())
                .containsExactlyInAnyOrderElementsOf(lost);
        assertThat(runs())
                .allSatisfy(run -> assertThat(run.getStatus().trigger()).isEqualTo(Trigger.Catalog));
        var copy = scene.database() + "_look";
        var found = runs().getFirst().getMetadata().getName();
        world.kubectlApply(scene.restore("look", found, copy));
        assertThat(scene.restored("look").getStatus().restored())
                .as(scene.everything())
                .isNotNull();
        assertThat(Contents.of(scene.postgres(), scene.database()).differencesFrom(Contents.of(scene.postgres(), copy)))
                .isEmpty();

        world.kubectlApply(scene.runOfSchedule("three"));
        scene.ended("three");
        assertThat(runs()).as("nothing is retention's that was not adopted").hasSize(3);
        scene.kubectl("patch", "bsched", "orders", "--type=merge", "-p", "{\"spec\":{\"catalog\":{\"adopt\":true}}}");
        world.kubectlApply(scene.runOfSchedule("four"));
        scene.ended("four");
        scene.await(() -> runs().stream().noneMatch(run -> run.getSpec().imported() != null));
        try (var bucket = new Bucket(world)) {
            assertThat(bucket.manifests(scene.prefix() + "/"))
                    .noneMatch(key -> lost.stream().anyMatch(uid -> key.contains(uid.substring(0, 8))));
        }
    }

    @Test
    void aBackupThatIsGoneIsNamed() {
        var schedule = scene.schedule("0 1 1 1 *");
        world.kubectlApply(schedule);
        world.kubectlApply(scene.runOfSchedule("one"));
        var artifact = requireNonNull(scene.ended("one").getStatus().artifact());
        try (var bucket = new Bucket(world)) {
            bucket.delete(artifact.location().replaceFirst("s3://[^/]+/", ""));
        }

        world.kubectlApply(schedule.replace("spec:\n", "spec:\n  catalog: {}\n"));

        assertThat(catalog(status -> !status.drift().isEmpty()).drift())
                .singleElement()
                .asString()
                .startsWith("BackupRun one: ")
                .endsWith("is gone");
        scene.await(() -> scene.kubectl("get", "bsched", "orders", "-o", "jsonpath={.status.conditions}")
                .contains("CatalogDrift"));
    }

    private String uid(String run) {
        return scene.ended(run).getMetadata().getUid();
    }

    private CatalogStatus catalog(Predicate<CatalogStatus> which) {
        return scene.until(() -> Optional.ofNullable(world.client()
                        .resources(BackupSchedule.class)
                        .inNamespace(scene.namespace())
                        .withName("orders")
                        .get()
                        .getStatus())
                .map(status -> Objects.requireNonNullElse(status.catalog(), CatalogStatus.NONE))
                .filter(which));
    }

    private List<BackupRun> runs() {
        return world.client()
                .resources(BackupRun.class)
                .inNamespace(scene.namespace())
                .list()
                .getItems();
    }
}
