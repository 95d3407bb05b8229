package io.pgbelay.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.api.Comparison;
import io.pgbelay.api.RestoreRequest;
import io.pgbelay.api.RestoreRequestStatus.Phase;
import io.pgbelay.demo.Contents;
import io.pgbelay.demo.LoopWorld;
import io.pgbelay.demo.Scene;
import io.pgbelay.demo.World;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Restores into new databases, against the real API server, Postgres and S3. */
class RestoreRequestLoopTest {
    private static final World WORLD = LoopWorld.get();
    private static Scene scene = Scene.open(WORLD);

    @BeforeAll
    static void oneGoodBackup() {
        WORLD.kubectlApply(scene.schedule("0 1 * * *"));
        WORLD.kubectlApply(scene.runOfSchedule("good"));
        assertThat(scene.ended("good").getStatus().usable())
                .as(scene.everything())
                .isTrue();
    }

    @Test
    void aRunComesBackAsAnEqualDatabase() {
        WORLD.kubectlApply(scene.restore("equal", "good", "equal_copy"));

        var request = scene.restored("equal");

        assertThat(request.getStatus().phase()).as(scene.everything()).isEqualTo(Phase.Succeeded);
        var comparison = Objects.requireNonNull(request.getStatus().comparison());
        assertThat(comparison.outcome()).isEqualTo(Comparison.Outcome.Equal);
        assertThat(comparison.rows()).isPositive();
        assertThat(Contents.of(scene.postgres(), scene.database())
                        .differencesFrom(Contents.of(scene.postgres(), "equal_copy")))
                .isEqualTo(Map.of());
        assertThat(scene.kubectl("get", "rreq"))
                .contains("BACKUP", "DATABASE", "MODE", "PHASE", "DURATION", "good", "equal_copy", "Succeeded");
        assertThat(scene.kubectl("describe", "rreq", "equal")).contains("RestoreSucceeded");
    }

    @Test
    void aDatabaseThatExistsIsNeverTouched() {
        WORLD.kubectlApply(scene.restore("refused", "good", scene.database()));
        var before = Contents.of(scene.postgres(), scene.database());

        assertThat(reason(scene.restored("refused"))).isEqualTo("DatabaseExists");
        assertThat(before.differencesFrom(Contents.of(scene.postgres(), scene.database())))
                .isEqualTo(Map.of());
    }

    @Test
    void theScheduleSaysServerAndKeys() {
        WORLD.kubectlApply("""
                apiVersion: pgbelay.io/v1alpha1
                kind: RestoreRequest
                metadata: {name: by-schedule, namespace: %s}
                spec:
                  source: {scheduleRef: {name: orders}}
                  target: {database: by_schedule}
                """.formatted(scene.namespace()));

        var request = scene.restored("by-schedule");

        assertThat(Objects.requireNonNull(request.getStatus().restored()).database())
                .isEqualTo("by_schedule");
        assertThat(Objects.requireNonNull(request.getStatus().plan()).summary()).contains("earlier: none; later: none");
    }

    /**
     * A cluster that knows nothing of the backup: by its manifest, or by the bare dump as anybody might have written it, which
     * does not tell to whom the database belonged.
     */
    @ParameterizedTest
    @ValueSource(strings = {"manifest", "dump"})
    void whatLiesInABucketComesBackWithoutARun(String what) {
        var artifact = Objects.requireNonNull(scene.ended("good").getStatus().artifact());
        var dump = artifact.location().substring(("s3://" + World.BUCKET + "/").length());
        WORLD.kubectlApply("""
                apiVersion: pgbelay.io/v1alpha1
                kind: RestoreRequest
                metadata: {name: bare-%s, namespace: %s}
                spec:
                  source:
                    storage:
                      s3:
                        bucket: %s
                        endpoint: %s
                        forcePathStyle: true
                        credentials: {secretName: s3-writer}
                      key: %s
                  target:
                    ownership: %s
                    database: bare_%s
                    server:
                      host: %s
                      port: %d
                      version: %d
                      credentials: {secretName: orders-admin}
                """.formatted(
                        what,
                        scene.namespace(),
                        World.BUCKET,
                        WORLD.playground().s3().endpoint(),
                        what.equals("manifest") ? artifact.manifest() : dump,
                        what.equals("manifest") ? "Keep" : "Single\n    owner: shop",
                        what,
                        scene.postgres().host(),
                        scene.postgres().port(),
                        scene.postgres().majorVersion()));

        var request = scene.restored("bare-" + what);

        assertThat(request.getStatus().phase()).as(scene.everything()).isEqualTo(Phase.Succeeded);
        assertThat(Contents.of(scene.postgres(), scene.database())
                        .differencesFrom(Contents.of(scene.postgres(), "bare_" + what)))
                .isEqualTo(Map.of());
        assertThat(Objects.requireNonNull(request.getStatus().comparison()).outcome())
                .isEqualTo(what.equals("manifest") ? Comparison.Outcome.Equal : Comparison.Outcome.NotRecorded);
    }

    @Test
    void aTimeBeforeAllBackupsIsAnErrorAndNeverASilentLatest() {
        WORLD.kubectlApply("""
                apiVersion: pgbelay.io/v1alpha1
                kind: RestoreRequest
                metadata: {name: too-old, namespace: %s}
                spec:
                  source: {scheduleRef: {name: orders, at: "2020-01-01T00:00:00Z"}}
                  target: {database: too_old}
                """.formatted(scene.namespace()));

        assertThat(reason(scene.restored("too-old"))).isEqualTo("NothingOldEnough");
    }

    @Test
    void aDryRunShowsThePlanAndMakesNothing() {
        WORLD.kubectlApply(scene.restore("dry", "good", "dry_copy").replace("spec:\n", "spec:\n  dryRun: true\n"));

        var request = scene.restored("dry");

        assertThat(request.getStatus().phase()).isEqualTo(Phase.Planned);
        assertThat(Objects.requireNonNull(request.getStatus().plan()).backup()).isEqualTo("good");
        assertThat(scene.postgres().psql("postgres", "SELECT count(*) FROM pg_database WHERE datname = 'dry_copy'"))
                .contains("0");
    }

    @Test
    void aMoverThatIsKilledMidRestoreLeavesNothingUnderTheName() {
        var big = Scene.open(WORLD).withBulk(20);
        WORLD.kubectlApply(big.run("big"));
        assertThat(big.ended("big").getStatus().usable()).as(big.everything()).isTrue();
        var target = big.database() + "_copy";
        var held = WORLD.playground()
                .s3()
                .gate()
                .hang(request -> request.method().equals("GET")
                        && request.path().contains(big.prefix() + "/")
                        && request.path().endsWith(".dump.zst"));
        try {
            WORLD.kubectlApply(big.restore("copy", "big", target));
            big.await(() -> databases(big, target.substring(0, 12) + "%belay%") > 0 && held.hits() > 0);
            var pod = WORLD.client()
                    .pods()
                    .inNamespace(big.namespace())
                    .withLabel("pgbelay.io/restore", "copy")
                    .list()
                    .getItems()
                    .getFirst();
            WORLD.playground().node().kill(big.namespace(), pod.getMetadata().getName(), "mover", "KILL");
        } finally {
            held.close();
        }

        var request = big.restored("copy");
        assertThat(request.getStatus().phase()).as(big.everything()).isEqualTo(Phase.Succeeded);
        assertThat(databases(big, "%belay%")).isZero();
        assertThat(Contents.of(big.postgres(), big.database()).differencesFrom(Contents.of(big.postgres(), target)))
                .isEqualTo(Map.of());
    }

    private static int databases(Scene where, String pattern) {
        var count = where.postgres()
                .psql("postgres", "SELECT count(*) FROM pg_database WHERE datname LIKE '" + pattern + "'");
        return Integer.parseInt(count.strip());
    }

    private static String reason(RestoreRequest request) {
        return request.getStatus().conditions().stream()
                .filter(one -> one.getType().equals("Succeeded"))
                .map(one -> one.getReason())
                .findFirst()
                .orElse("none");
    }
}
