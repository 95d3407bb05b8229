package io.pgbelay.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pgbelay.api.FailureReason;
import io.pgbelay.api.RestoreTarget.Ownership;
import io.pgbelay.api.RestoreTarget.Privileges;
import io.pgbelay.contract.Limits;
import io.pgbelay.contract.Order;
import io.pgbelay.contract.Outcome;
import io.pgbelay.contract.PodEnv;
import io.pgbelay.playground.s3.Fault;
import io.pgbelay.playground.s3.S3Server;
import io.pgbelay.rig.Altered;
import io.pgbelay.rig.BesideTheLoops;
import io.pgbelay.rig.Given;
import io.pgbelay.rig.LocalPod;
import io.pgbelay.rig.Servers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A restore that is refused, fails or is killed: nobody ever sees a half-made database, and none is left behind. */
@BesideTheLoops
class RestoreFailuresTest {
    private static final S3Server S3 = Servers.ownS3();
    private static final String ROLE_PASSWORD = "0nly-for-this-test";
    private static final Given GIVEN = Given.freshBucket(Servers.postgres(), S3);
    private static final String SOURCE = Servers.fresh("source");
    private static Outcome dumped = new Outcome(null, "", java.util.List.of(), null, null, null, null, null);
    private final String target = Servers.fresh("target");
    private String before = "";

    @BeforeAll
    static void dump() throws Exception {
        GIVEN.postgres().psql("postgres", "create role keeper; create database " + SOURCE);
        GIVEN.postgres().psql(SOURCE, """
                create table t as select i, md5(i::text) from generate_series(1, 200000) i;
                create table kept (i int);
                alter table kept owner to keeper;""");
        dumped = GIVEN.run(Given.withoutGlobals(GIVEN.dump(SOURCE))).outcome();
        assertThat(dumped.reason()).isNull();
    }

    @BeforeEach
    void look() {
        before = databases();
    }

    @AfterEach
    void heal() {
        S3.gate().heal();
    }

    @AfterAll
    static void close() {
        S3.close();
    }

    @Test
    void anExistingDatabaseIsNeverTouched() throws Exception {
        GIVEN.postgres().psql("postgres", "create database " + target);
        GIVEN.postgres().psql(target, "create table mine (i int)");
        before = databases();
        failed(GIVEN.run(GIVEN.restore(dumped, target)), FailureReason.DatabaseExists);
        assertThat(GIVEN.postgres().psql(target, "select count(*) from mine")).isEqualToIgnoringNewLines("0");
    }

    @Test
    void aFlippedBit() throws Exception {
        var outcome = GIVEN.run(GIVEN.dump(SOURCE)).outcome();
        GIVEN.contents().flipBit(key(outcome));
        failed(GIVEN.run(GIVEN.restore(outcome, target)), FailureReason.DigestMismatch);
    }

    @Test
    void aManifestThatIsAnother() throws Exception {
        var order = GIVEN.restore(dumped, target);
        failed(GIVEN.run(withManifest(order, order.manifest(), "0".repeat(64))), FailureReason.DigestMismatch);
        failed(
                GIVEN.run(withManifest(order, order.manifest() + "x", order.manifestSha256())),
                FailureReason.ArtifactMissing);
    }

    @Test
    void anObjectThatIsGone() throws Exception {
        var outcome = GIVEN.run(GIVEN.dump(SOURCE)).outcome();
        Files.delete(GIVEN.contents().file(key(outcome)));
        failed(GIVEN.run(GIVEN.restore(outcome, target)), FailureReason.ArtifactMissing);
    }

    @Test
    void aRoleThatIsMissing() throws Exception {
        try (var own = Servers.ownPostgres()) {
            var elsewhere = new Given(own, S3, GIVEN.bucket());
            var end = elsewhere.run(elsewhere.restore(dumped, target));
            assertThat(end.outcome().reason()).as(end.log()).isEqualTo(FailureReason.MissingRoles);
            assertThat(end.outcome().message()).contains("keeper");
            assertThat(own.psql("postgres", "select count(*) from pg_database")).isEqualToIgnoringNewLines("3");

            own.psql(
                    "postgres",
                    "create role app; create role maker createdb login password '" + ROLE_PASSWORD
                            + "'; grant app to maker");
            var secrets = new HashMap<>(elsewhere.secrets());
            secrets.put(PodEnv.PG_USER, "maker");
            secrets.put(PodEnv.PG_PASSWORD, ROLE_PASSWORD);
            var single =
                    Given.owned(elsewhere.restore(dumped, target), Ownership.Single, "app", Map.of(), Privileges.Skip);
            var good = LocalPod.run(single, secrets);
            assertThat(good.outcome().reason()).as(good.log()).isNull();
            assertThat(own.psql(
                            target, "select distinct relowner::regrole from pg_class where relname in ('t', 'kept')"))
                    .isEqualToIgnoringNewLines("app");
            assertThat(own.psql(target, "select datdba::regrole from pg_database where datname = '" + target + "'"))
                    .isEqualToIgnoringNewLines("app");
        }
    }

    @Test
    void aRoleThatMayNotMakeDatabases() throws Exception {
        GIVEN.postgres().psql("postgres", "create role weak login password '" + ROLE_PASSWORD + "'");
        var secrets = new HashMap<>(GIVEN.secrets());
        secrets.put(PodEnv.PG_USER, "weak");
        secrets.put(PodEnv.PG_PASSWORD, ROLE_PASSWORD);
        failed(LocalPod.run(GIVEN.restore(dumped, target), secrets), FailureReason.PermissionDenied);
    }

    @Test
    void moverKilledMidwayThenTheNextAttempt() throws Exception {
        var order = GIVEN.restore(dumped, target);
        var stall = stall();
        try (var pod = LocalPod.start(order, GIVEN.secrets())) {
            stalled(pod, stall);
            assertThat(databases())
                    .contains(target + "_belay_" + order.request().uid8());
            pod.mover().destroyForcibly().waitFor();
            S3.gate().heal();
            var end = GIVEN.run(Given.again(order));
            assertThat(end.outcome().reason()).as(end.log()).isNull();
        }
        assertThat(databases()).contains(target).doesNotContain("_belay_");
        assertThat(GIVEN.postgres().psql(target, "select count(*) from t")).isEqualToIgnoringNewLines("200000");

        var again = GIVEN.run(Given.again(order));
        assertThat(again.outcome().reason()).as("adopted: " + again.log()).isNull();
        assertThat(requireNonNull(again.outcome().restored()).database()).isEqualTo(target);
    }

    @Test
    void moverToldToStopMidway() throws Exception {
        var stall = stall();
        try (var pod = LocalPod.start(GIVEN.restore(dumped, target), GIVEN.secrets())) {
            stalled(pod, stall);
            pod.mover().destroy();
            failed(pod.end(), FailureReason.Aborted);
        }
    }

    @Test
    void pgRestoreKilledMidway() throws Exception {
        var stall = stall();
        try (var pod = LocalPod.start(GIVEN.restore(dumped, target), GIVEN.secrets())) {
            stalled(pod, stall);
            pod.tools("pg_restore").forEach(ProcessHandle::destroyForcibly);
            stall.close();
            failed(pod.end(), FailureReason.RestoreFailed);
        }
    }

    @Test
    void storeThatHangs() throws Exception {
        stall();
        failed(GIVEN.run(within(GIVEN.restore(dumped, target), 3)), FailureReason.NoProgress);
    }

    @Test
    void postgresKilledMidwayThenTheNextAttempt() throws Exception {
        try (var own = Servers.ownPostgres()) {
            own.psql("postgres", "create role keeper");
            var there = new Given(own, S3, GIVEN.bucket());
            var order = there.restore(dumped, target);
            var stall = stall();
            try (var pod = LocalPod.start(order, there.secrets())) {
                stalled(pod, stall);
                own.kill();
                stall.close();
                assertThat(pod.end().outcome().reason()).as(pod.log()).isEqualTo(FailureReason.ServerLost);
            }
            own.start();
            var end = there.run(Given.again(order));
            assertThat(end.outcome().reason()).as(end.log()).isNull();
            assertThat(own.psql("postgres", "select count(*) from pg_database")).isEqualToIgnoringNewLines("4");
        }
    }

    private static String key(Outcome outcome) {
        return requireNonNull(outcome.artifact()).location().replaceFirst("s3://[^/]*/", "");
    }

    private static String databases() {
        return GIVEN.postgres().psql("postgres", "select datname from pg_database order by 1");
    }

    /** The temporary database stands and pg_restore waits for its first byte. */
    private static Fault stall() {
        return S3.gate()
                .hang(request ->
                        request.method().equals("GET") && request.path().endsWith(".zst"));
    }

    private static void stalled(LocalPod pod, Fault stall) {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> stall.hits() > 0 || !pod.mover().isAlive());
        assertThat(pod.mover().isAlive()).as(pod.log()).isTrue();
    }

    private void failed(LocalPod.End end, FailureReason reason) {
        assertThat(end.outcome().reason()).as(end.log()).isEqualTo(reason);
        assertThat(end.exitCode()).isNotZero();
        assertThat(end.outcome().restored()).isNull();
        assertThat(databases()).isEqualTo(before);
    }

    private static Order.Restore withManifest(Order.Restore order, String key, String sha256) {
        return Altered.with(order, "manifest", key, "manifestSha256", sha256);
    }

    private static Order.Restore within(Order.Restore order, long noProgressSeconds) {
        return Altered.with(order, "limits", new Limits(120, noProgressSeconds));
    }
}
