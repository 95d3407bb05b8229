package io.pgbelay.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pgbelay.api.Encryption;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.SecretKey;
import io.pgbelay.api.Verification;
import io.pgbelay.contract.Json;
import io.pgbelay.contract.Leftovers;
import io.pgbelay.contract.Manifest;
import io.pgbelay.contract.Manifest.StoredObject;
import io.pgbelay.contract.Order;
import io.pgbelay.contract.PodEnv;
import io.pgbelay.contract.StoredBackup;
import io.pgbelay.playground.s3.Fault;
import io.pgbelay.playground.s3.S3Server;
import io.pgbelay.rig.BesideTheLoops;
import io.pgbelay.rig.Given;
import io.pgbelay.rig.LocalPod;
import io.pgbelay.rig.Servers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One of several streams is killed: the others stop, and nothing is left. And what deletes backups knows all of them. */
@BesideTheLoops
class StreamKillsTest {
    private static final S3Server S3 = Servers.ownS3();
    private final Given given = Given.freshBucket(Servers.postgres(), S3);
    private final String database = Servers.fresh("stream_kills");

    @BeforeEach
    void twoLargeTables() {
        given.postgres().psql("postgres", "create database " + database);
        given.postgres().psql(database, """
                create table one as
                  select i, pg_read_binary_file('/dev/urandom', 0, 1000000) as bytes from generate_series(1, 20) i;
                create table two as table one; create table three as table one""");
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
    void oneOfSeveralPgDumpsKilled() throws Exception {
        var stall = stallParts();
        try (var pod = LocalPod.start(Given.streams(given.dump(database), 3), given.secrets())) {
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> stall.hits() > 2 || !pod.mover().isAlive());
            assertThat(pod.tools("pg_dump")).as(pod.log()).hasSize(3);
            pod.tools("pg_dump").get(1).destroyForcibly();
            stall.close();
            var end = pod.end();
            assertThat(end.outcome().reason()).as(end.log()).isEqualTo(FailureReason.DumpFailed);
            assertThat(end.outcome().message()).contains("137");
            assertThat(end.outcome().artifact()).isNull();
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> pod.tools("pg_dump").isEmpty());
        }
        assertThat(given.contents().keys()).isEmpty();
        assertThat(given.contents().uploads()).isEmpty();
    }

    @Test
    void snapshotLostUnderAllOfThem() throws Exception {
        var stall = stallParts();
        try (var pod = LocalPod.start(Given.streams(given.dump(database), 3), given.secrets())) {
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> stall.hits() > 2 || !pod.mover().isAlive());
            given.postgres().psql(database, """
                    select pg_terminate_backend(pid) from pg_stat_activity
                    where application_name = 'pgbelay holder' and datname = current_database()""");
            stall.close();
            assertThat(pod.end().outcome().reason()).as(pod.log()).isEqualTo(FailureReason.SnapshotLost);
        }
        assertThat(given.contents().keys()).isEmpty();
        assertThat(given.contents().uploads()).isEmpty();
    }

    @Test
    void oneOfSeveralPgRestoresKilled() throws Exception {
        var dumped = given.run(Given.streams(given.dump(database), 3)).outcome();
        var target = Servers.fresh("never");
        given.postgres().psql(database, "select 1");
        try (var pod = LocalPod.start(given.restore(dumped, target), given.secrets())) {
            await().atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() ->
                            pod.tools("pg_restore").size() > 1 || !pod.mover().isAlive());
            pod.tools("pg_restore").getFirst().destroyForcibly();
            var end = pod.end();
            assertThat(end.outcome().reason()).as(end.log()).isEqualTo(FailureReason.RestoreFailed);
        }
        assertThat(given.postgres()
                        .psql("postgres", "select count(*) from pg_database where datname ~ '^" + target + "'"))
                .isEqualToIgnoringNewLines("0");
    }

    /** Eight streams, each locked and uploaded in parts, in the memory that one has. */
    @Test
    void eightStreamsTakeNoMoreMemory() throws Exception {
        for (int i = 0; i < 6; i++) {
            given.postgres().psql(database, "create table more_" + i + " as table one");
        }
        var lock = new Encryption(null, new SecretKey("backup", null, "passphrase"));
        var order = Given.locked(Given.streams(given.dump(database), 8), lock, Verification.AfterEach.Decode);
        var secrets = given.secretsAnd(Map.of(PodEnv.PASSPHRASE, "secret"));
        try (var pod = LocalPod.start(order, secrets)) {
            var status = Path.of("/proc", String.valueOf(pod.mover().pid()), "status");
            var most = 0L;
            while (pod.mover().isAlive()) {
                most = Math.max(most, peak(status));
                Thread.sleep(50);
            }
            assertThat(pod.end().outcome().reason()).as(pod.log()).isNull();
            assertThat(most).as("KiB at the peak").isBetween(1L, 256L * 1024);
        }
    }

    private static long peak(Path status) {
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmHWM"))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0L);
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }

    @Test
    void pruneKnowsAllObjects() throws Exception {
        var order = Given.streams(given.dump(database), 3);
        var artifact = requireNonNull(given.run(order).outcome().artifact());
        var backup = new StoredBackup(order.request().uid(), artifact.manifest(), artifact.manifestSha256());
        var objects = Json.MAPPER
                .readValue(given.contents().text(artifact.manifest()), Manifest.class)
                .objects();
        assertThat(objects).hasSize(4);
        assertThat(given.contents().keys()).hasSize(9);

        assertThat(given.run(prune(List.of(backup), List.of())).exitCode()).isZero();
        assertThat(given.contents().keys()).isEmpty();

        var other = Given.streams(given.dump(database), 3);
        var kept = requireNonNull(given.run(other).outcome().artifact());
        try (var store = io.pgbelay.storage.ObjectStores.open(given.storage(), given.secrets())) {
            store.delete(lastObject(kept.manifest()).key(), null);
        }
        var floor = new StoredBackup(other.request().uid(), kept.manifest(), kept.manifestSha256());
        assertThat(given.run(prune(List.of(), List.of(floor))).outcome().reason())
                .isEqualTo(FailureReason.FloorMissing);
    }

    private StoredObject lastObject(String manifest) throws Exception {
        return Json.MAPPER
                .readValue(given.contents().text(manifest), Manifest.class)
                .objects()
                .getLast();
    }

    private Order.Prune prune(List<StoredBackup> doomed, List<StoredBackup> floor) {
        return new Order.Prune(
                Given.request("orders"), 1, Given.LIMITS, given.storage(), doomed, floor, Leftovers.NONE, null);
    }

    private static Fault stallParts() {
        return S3.gate().hang(request -> request.query().contains("partNumber="));
    }
}
