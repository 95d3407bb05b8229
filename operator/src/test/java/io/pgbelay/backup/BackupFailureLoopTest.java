package io.pgbelay.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.api.BackupRunStatus.Phase;
import io.pgbelay.api.FailureReason;
import io.pgbelay.demo.Bucket;
import io.pgbelay.demo.LoopWorld;
import io.pgbelay.demo.Scene;
import io.pgbelay.demo.Shop;
import io.pgbelay.demo.World;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong from the start ends a run with a reason and a sentence, and leaves nothing in the bucket. */
class BackupFailureLoopTest {
    private static final World WORLD = LoopWorld.get();
    private static Scene scene = Scene.open(WORLD);

    @BeforeAll
    static void secretsThatAreWrong() {
        WORLD.secret(scene.namespace(), "wrong-password", Map.of("username", "orders_backup", "password", "nope-nope"));
        WORLD.secret(scene.namespace(), "no-password", Map.of("username", "orders_backup"));
        WORLD.secret(
                scene.namespace(),
                "wrong-keys",
                Map.of("AWS_ACCESS_KEY_ID", "NOBODY", "AWS_SECRET_ACCESS_KEY", "nothing-of-the-kind"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            wrong-password  | secretName: orders-backup | secretName: wrong-password | WrongPassword
            unknown-host    | host: 127.0.0.1           | host: db.invalid           | HostUnknown
            missing-secret  | secretName: orders-backup | secretName: not-there      | SecretMissing
            missing-key     | secretName: orders-backup | secretName: no-password    | SecretMissing
            missing-bucket  | bucket: shop-backups      | bucket: no-such-bucket     | BucketMissing
            wrong-keys      | secretName: s3-writer     | secretName: wrong-keys     | StorageDenied
            no-database     | name: scene               | name: elsewhere            | DatabaseMissing
            other-major     | version:                  | version: 9                 | VersionMismatch
            no-image        | credentials: {secretName: orders-backup} | {credentials: {secretName: orders-backup}, image: 'nowhere/pg:1'} | ImageNotPulled
            """)
    void whatIsWrongIsNamed(String name, String right, String wrong, FailureReason reason) {
        WORLD.kubectlApply(spoilt(name, right, wrong));

        var run = scene.ended(name);

        assertThat(run.getStatus().phase()).isEqualTo(Phase.Failed);
        assertThat(Scene.reason(run)).as(scene.everything()).isEqualTo(reason.name());
        assertThat(run.getStatus().artifact()).isNull();
        assertThat(run.getStatus().conditions())
                .filteredOn(one -> one.getType().equals("Succeeded"))
                .singleElement()
                .satisfies(one -> assertThat(one.getMessage()).contains(reason.advice()));
        try (var bucket = new Bucket(WORLD)) {
            assertThat(bucket.keys(scene.prefix() + "/")).isEmpty();
            assertThat(bucket.uploads(scene.prefix() + "/")).isEmpty();
        }
    }

    /** The words of the row, in the template: other database, other major, other image are written out here. */
    private static String spoilt(String name, String right, String wrong) {
        var run = scene.run(name);
        return switch (name) {
            case "no-database" -> run.replace("name: " + scene.database() + "\n", wrong + "\n");
            case "other-major" ->
                run.replace(
                        "version: " + scene.postgres().majorVersion(),
                        "version: " + (scene.postgres().majorVersion() + 1));
            case "no-image" ->
                run.replace("version: " + scene.postgres().majorVersion(), "image: nowhere.example/pg:1");
            default -> run.replace(right, wrong);
        };
    }

    @Test
    void aScheduleThatIsNotThereIsNamed() {
        WORLD.kubectlApply(scene.runOfSchedule("no-schedule"));

        assertThat(Scene.reason(scene.ended("no-schedule"))).isEqualTo("ScheduleNotFound");
    }

    @Test
    void theFailedJobsAreGoneAndTheirEvidenceStays() {
        WORLD.kubectlApply(scene.run("evidence").replace("secretName: orders-backup", "secretName: wrong-password"));

        var run = scene.ended("evidence");
        scene.await(() -> WORLD.client()
                        .batch()
                        .v1()
                        .jobs()
                        .inNamespace(scene.namespace())
                        .withName("evidence-b1")
                        .get()
                == null);

        assertThat(run.getStatus().attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.reason()).isEqualTo(FailureReason.WrongPassword);
            assertThat(attempt.end()).isNotNull();
            assertThat(attempt.message()).contains("orders_backup");
        });
    }

    @Test
    void noPasswordStandsAnywhereInTheCluster() {
        WORLD.kubectlApply(scene.run("quiet").replace("secretName: orders-backup", "secretName: wrong-password"));
        scene.ended("quiet");

        assertThat(scene.everything())
                .doesNotContain(Shop.PASSWORD)
                .doesNotContain("nope-nope")
                .doesNotContain("nothing-of-the-kind")
                .doesNotContain(WORLD.playground().s3().secretKey());
    }
}
