package io.pgbelay.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.api.BackupRunStatus.Phase;
import io.pgbelay.api.RestoreRequestStatus;
import io.pgbelay.demo.Contents;
import io.pgbelay.demo.LoopWorld;
import io.pgbelay.demo.Scene;
import io.pgbelay.demo.World;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Backups in a PersistentVolumeClaim, from the schedule to the restored database. */
class VolumeLoopTest {
    private static final World WORLD = LoopWorld.get();

    @Test
    void aBackupInAClaimComesBack() {
        var scene = Scene.open(WORLD);
        WORLD.kubectlApply("""
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: backups, namespace: %s}
                spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
                """.formatted(scene.namespace()));
        WORLD.kubectlApply(inClaim(scene.schedule("0 1 * * *")));
        WORLD.kubectlApply(scene.runOfSchedule("kept"));

        var run = scene.ended("kept");
        assertThat(run.getStatus().phase()).as(scene.everything()).isEqualTo(Phase.Succeeded);
        assertThat(Objects.requireNonNull(run.getStatus().artifact()).location())
                .startsWith("volume://backups/orders/test_scene%5F");

        WORLD.kubectlApply(scene.restore("back", "kept", "from_the_claim"));
        assertThat(scene.restored("back").getStatus().phase())
                .as(scene.everything())
                .isEqualTo(RestoreRequestStatus.Phase.Succeeded);
        assertThat(Contents.of(scene.postgres(), scene.database())
                        .differencesFrom(Contents.of(scene.postgres(), "from_the_claim")))
                .isEqualTo(Map.of());
    }

    private static String inClaim(String yaml) {
        var kept = yaml.replaceAll(
                "(?s)s3:\\n.*?credentials: \\{secretName: s3-writer\\}", "volume: {claimName: backups, path: orders}");
        assertThat(kept).contains("claimName").doesNotContain("endpoint");
        return kept;
    }
}
