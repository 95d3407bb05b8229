package io.pgbelay.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.pgbelay.api.Encryption.Method;
import io.pgbelay.api.RestoreRequest;
import io.pgbelay.api.RestoreRequestStatus;
import io.pgbelay.api.Verified.Level;
import io.pgbelay.demo.Contents;
import io.pgbelay.demo.LoopWorld;
import io.pgbelay.demo.Scene;
import io.pgbelay.demo.World;
import io.pgbelay.rig.Gpg;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** From keys in ConfigMaps and Secrets to a locked backup and back, through the operator that sees none of them. */
class EncryptionLoopTest {
    private static final String OF_KEY = "pass-of-the-private-key";

    private final World world = LoopWorld.get();
    private final Scene scene = Scene.open(world);

    @Test
    void aBackupForOwnersOfKeysComesBackByThePrivateKeyAlone() throws Exception {
        try (var gpg = Gpg.open()) {
            gpg.make("ops@example.com", OF_KEY);
            publish("backup-keys", new String(gpg.publicKeys(), StandardCharsets.UTF_8));
            world.secret(
                    scene.namespace(),
                    "backup-key",
                    Map.of("private.asc", gpg.privateKey("ops@example.com", OF_KEY), "passphrase", OF_KEY + "\n"));
        }
        world.kubectlApply(
                scene.schedule("0 1 * * *")
                        .replace(
                                "    storage:",
                                "    encryption: {openpgp: {recipients: {configMapName: backup-keys, key: ops.asc}}}\n    storage:"));
        world.kubectlApply(scene.runOfSchedule("locked"));
        var run = scene.ended("locked").getStatus();

        assertThat(run.usable()).as(scene.everything()).isTrue();
        assertThat(Objects.requireNonNull(run.artifact()).encryption()).isEqualTo(Method.OpenPGP);
        assertThat(Objects.requireNonNull(run.verified()).level()).isEqualTo(Level.Decoded);

        world.kubectlApply(scene.restore("keyless", "locked", "keyless_copy"));
        assertThat(reason(scene.restored("keyless"))).isEqualTo("DecryptionKeyMissing");
        assertThat(scene.restored("keyless").getStatus().attempts())
                .as("no Job")
                .isEmpty();

        var decryption = """
                spec:
                  decryption:
                    privateKey: {secretName: backup-key, key: private.asc}
                    passphrase: {secretName: backup-key, key: passphrase}
                """;
        world.kubectlApply(scene.restore("opened", "locked", "opened_copy").replace("spec:\n", decryption));
        var opened = scene.restored("opened");
        assertThat(opened.getStatus().phase()).as(scene.everything()).isEqualTo(RestoreRequestStatus.Phase.Succeeded);
        assertThat(Contents.of(scene.postgres(), scene.database())
                        .differencesFrom(Contents.of(scene.postgres(), "opened_copy")))
                .isEqualTo(Map.of());
        assertThat(scene.everything()).doesNotContain(OF_KEY).doesNotContain("PRIVATE KEY BLOCK");
    }

    @Test
    void thePassphraseOfTheRestoreBlockOpensItAndVerificationIsTheSchedules() {
        world.secret(scene.namespace(), "backup", Map.of("passphrase", "the-shared-passphrase"));
        world.kubectlApply(scene.schedule("0 1 * * *")
                .replace(
                        "    storage:",
                        "    encryption: {passphrase: {secretName: backup, key: passphrase}}\n    storage:")
                .replace(
                        "restore: {credentials: {secretName: orders-admin}}",
                        "verification: {afterEach: Digest}\n  restore: {credentials: {secretName: orders-admin},"
                                + " decryption: {passphrase: {secretName: backup, key: passphrase}}}"));
        world.kubectlApply(scene.runOfSchedule("locked"));
        var run = scene.ended("locked").getStatus();
        assertThat(run.usable()).as(scene.everything()).isTrue();
        assertThat(Objects.requireNonNull(run.verified()).level()).isEqualTo(Level.Digest);

        world.kubectlApply(scene.restore("opened", "locked", scene.database() + "_opened"));
        assertThat(scene.restored("opened").getStatus().phase())
                .as(scene.everything())
                .isEqualTo(RestoreRequestStatus.Phase.Succeeded);
        assertThat(scene.everything()).doesNotContain("the-shared-passphrase");
    }

    private void publish(String name, String keys) {
        world.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace(scene.namespace())
                        .withName(name)
                        .endMetadata()
                        .withData(Map.of("ops.asc", keys))
                        .build())
                .serverSideApply();
    }

    private static String reason(RestoreRequest request) {
        return request.getStatus().conditions().stream()
                .filter(one -> one.getType().equals("Succeeded"))
                .map(one -> one.getReason())
                .findFirst()
                .orElse("none");
    }
}
