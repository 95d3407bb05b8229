package io.pgbelay.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pgbelay.api.Encryption;
import io.pgbelay.api.Encryption.OpenPgp;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.SecretKey;
import io.pgbelay.api.Verification;
import io.pgbelay.contract.PodEnv;
import io.pgbelay.playground.s3.Fault;
import io.pgbelay.playground.s3.S3Server;
import io.pgbelay.rig.BesideTheLoops;
import io.pgbelay.rig.Given;
import io.pgbelay.rig.Gpg;
import io.pgbelay.rig.LocalPod;
import io.pgbelay.rig.Servers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A backup whose parts are killed one after another: never a success that is none, nothing left behind. */
@BesideTheLoops
class KillsTest {
    private static final S3Server S3 = Servers.ownS3();
    private final Given given = Given.freshBucket(Servers.postgres(), S3);
    private final String heavy = Servers.heavy(given.postgres());

    @AfterEach
    void heal() {
        S3.gate().heal();
    }

    @AfterAll
    static void close() {
        S3.close();
    }

    @Test
    void pgDumpKilledMidway() throws Exception {
        var stall = stallParts();
        try (var pod = LocalPod.start(given.dump(heavy), given.secrets())) {
            stalled(pod, stall);
            pod.tools("pg_dump").forEach(ProcessHandle::destroyForcibly);
            stall.close();
            failed(pod.end(), FailureReason.DumpFailed);
            assertThat(pod.end().outcome().stages()).anySatisfy(stage -> {
                assertThat(stage.name()).isEqualTo("pg_dump");
                assertThat(stage.exitCode()).isEqualTo(137);
            });
        }
        assertThat(given.contents().keys()).isEmpty();
        assertThat(given.contents().uploads()).isEmpty();
    }

    /** It decodes the dump while it is written, where nobody can afterwards; without its word there is no backup. */
    @Test
    void witnessKilledMidway() throws Exception {
        try (var gpg = Gpg.open()) {
            gpg.make("ops@example.com", "");
            var keys = Files.write(Servers.household().folder("witness").resolve("ops.asc"), gpg.publicKeys());
            var lock = new Encryption(new OpenPgp(new SecretKey(null, "keys", "ops.asc")), null);
            var stall = stallParts();
            var order = Given.locked(given.dump(heavy), lock, Verification.AfterEach.Decode);
            try (var pod = LocalPod.start(order, given.secretsAnd(Map.of(PodEnv.RECIPIENTS, keys.toString())))) {
                stalled(pod, stall);
                assertThat(pod.tools("pg_restore")).isNotEmpty().allMatch(ProcessHandle::destroyForcibly);
                stall.close();
                failed(pod.end(), FailureReason.DumpFailed);
                assertThat(pod.end().outcome().message()).contains("pg_restore cannot decode");
            }
        }
        assertThat(given.contents().keys()).isEmpty();
        assertThat(given.contents().uploads()).isEmpty();
    }

    @Test
    void moverKilledMidwayThenTheNextAttempt() throws Exception {
        var order = given.dump(heavy);
        var stall = stallParts();
        try (var pod = LocalPod.start(order, given.secrets())) {
            stalled(pod, stall);
            pod.mover().destroyForcibly().waitFor();
        }
        S3.gate().heal();
        assertThat(given.contents().uploads()).hasSize(1);

        var end = given.run(Given.again(order));
        assertThat(end.exitCode()).isZero();
        assertThat(given.contents().uploads()).isEmpty();
        assertThat(given.contents().manifests()).hasSize(1);
    }

    @Test
    void uploadsOfEndedRunsGoAndOthersStay() throws Exception {
        var ended = given.dump(heavy);
        var alive = given.dump(heavy);
        for (var order : List.of(ended, alive)) {
            var stall = stallParts();
            try (var pod = LocalPod.start(order, given.secrets())) {
                stalled(pod, stall);
                pod.mover().destroyForcibly().waitFor();
            }
            S3.gate().heal();
        }
        assertThat(given.run(Given.after(given.dump(heavy), ended.request().uid()))
                        .exitCode())
                .isZero();
        assertThat(given.contents().uploads())
                .singleElement()
                .asString()
                .contains(alive.request().uid8());
    }

    @Test
    void moverToldToStopMidway() throws Exception {
        var stall = stallParts();
        try (var pod = LocalPod.start(given.dump(heavy), given.secrets())) {
            stalled(pod, stall);
            pod.mover().destroy();
            failed(pod.end(), FailureReason.Aborted);
        }
        assertThat(given.contents().keys()).isEmpty();
        assertThat(given.contents().uploads()).isEmpty();
    }

    @Test
    void containerWithTheToolsKilledMidway() throws Exception {
        var stall = stallParts();
        try (var pod = LocalPod.start(given.dump(heavy), given.secrets())) {
            stalled(pod, stall);
            pod.killSidecar();
            stall.close();
            failed(pod.end(), FailureReason.WorkerKilled);
        }
        assertThat(given.contents().uploads()).isEmpty();
    }

    @Test
    void whoComesAfterAManifestAdoptsIt() throws Exception {
        var order = given.dump(heavy);
        var first = given.run(order).outcome();
        var second = given.run(Given.again(order)).outcome();
        assertThat(second.reason()).isNull();
        assertThat(second.artifact()).isEqualTo(first.artifact());
        assertThat(second.verified()).isEqualTo(first.verified());
        assertThat(given.contents().keys()).hasSize(3);
    }

    @Test
    void storeThatStumblesAndRecovers() throws Exception {
        S3.gate().answer(500, 3, request -> request.query().contains("partNumber=2"));
        S3.gate().answer(503, 2, request -> request.query().contains("partNumber=3"));
        S3.gate()
                .hangUp(
                        2,
                        request ->
                                request.method().equals("GET") && request.path().endsWith(".zst"));
        var end = given.run(given.dump(heavy));
        assertThat(end.outcome().reason()).isNull();
        assertThat(end.exitCode()).isZero();
    }

    @Test
    void storeThatOnlyStumbles() throws Exception {
        S3.gate().answer(500, 1_000, request -> request.query().contains("partNumber="));
        failed(given.run(given.dump(heavy)), FailureReason.StorageFailed);
        assertThat(given.contents().uploads()).isEmpty();
    }

    @Test
    void storeThatHangs() throws Exception {
        stallParts();
        var end = given.run(Given.within(given.dump(heavy), 120, 3));
        failed(end, FailureReason.NoProgress);
        assertThat(end.outcome().message()).contains("the store");
        assertThat(given.contents().uploads()).isEmpty();
    }

    @Test
    void storeThatHangsFromTheBeginning() throws Exception {
        S3.gate().hang(request -> true);
        failed(given.run(Given.within(given.dump(heavy), 4, 60)), FailureReason.DeadlineExceeded);
    }

    @Test
    void postgresKilledMidway() throws Exception {
        try (var own = Servers.ownPostgres()) {
            var there = Given.freshBucket(own, S3);
            var order = there.dump(Servers.heavy(own));
            var stall = stallParts();
            try (var pod = LocalPod.start(order, there.secrets())) {
                stalled(pod, stall);
                own.kill();
                stall.close();
                failed(pod.end(), FailureReason.ServerLost);
            }
            assertThat(there.contents().uploads()).isEmpty();
            own.start();
            assertThat(there.run(Given.again(order)).exitCode()).isZero();
            assertThat(there.contents().manifests()).hasSize(1);
        }
    }

    @Test
    void snapshotLostMidway() throws Exception {
        var stall = stallParts();
        try (var pod = LocalPod.start(given.dump(heavy), given.secrets())) {
            stalled(pod, stall);
            given.postgres()
                    .psql(
                            "heavy",
                            "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'pgbelay holder'");
            stall.close();
            failed(pod.end(), FailureReason.SnapshotLost);
        }
        assertThat(given.contents().keys()).isEmpty();
        assertThat(given.contents().uploads()).isEmpty();
    }

    /** With all parts stalled, everything on the way is full long before pg_dump has said its last. */
    private static Fault stallParts() {
        return S3.gate().hang(request -> request.query().contains("partNumber="));
    }

    private static void stalled(LocalPod pod, Fault stall) {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> stall.hits() > 0 || !pod.mover().isAlive());
        assertThat(pod.mover().isAlive()).as(pod.log()).isTrue();
    }

    private static void failed(LocalPod.End end, FailureReason reason) {
        assertThat(end.outcome().reason()).as(end.log()).isEqualTo(reason);
        assertThat(end.exitCode()).isNotZero();
        assertThat(end.outcome().message()).isNotBlank();
        assertThat(end.outcome().artifact()).isNull();
    }
}
