package io.pgbelay.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pgbelay.api.FailureReason;
import io.pgbelay.api.S3;
import io.pgbelay.api.Storage;
import io.pgbelay.api.Volume;
import io.pgbelay.contract.Json;
import io.pgbelay.contract.Manifest;
import io.pgbelay.contract.Order;
import io.pgbelay.contract.Outcome;
import io.pgbelay.contract.PodEnv;
import io.pgbelay.contract.Side;
import io.pgbelay.contract.StoredBackup;
import io.pgbelay.playground.s3.S3Server;
import io.pgbelay.rig.Altered;
import io.pgbelay.rig.BesideTheLoops;
import io.pgbelay.rig.Given;
import io.pgbelay.rig.LocalPod;
import io.pgbelay.rig.Programs;
import io.pgbelay.rig.Servers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A copy is a backup by itself, or nothing: between real S3 servers and a volume. */
@BesideTheLoops
class CopyTest {
    private static final S3Server ELSEWHERE = Servers.ownS3();
    private final Given given = Given.freshBucket();
    private final Given offsite = Given.freshBucket(Servers.postgres(), ELSEWHERE);

    @AfterEach
    void heal() {
        ELSEWHERE.gate().heal();
    }

    @AfterAll
    static void close() {
        ELSEWHERE.close();
    }

    @Test
    void aCopyOnAnotherServerUnderAnotherPrefixIsRestoredByItself() throws Exception {
        var database = filled();
        var order = Given.streams(given.dump(database), 2);
        var dumped = good(given.run(order));
        var copied = good(run(copy(order, dumped, storage("far/away"), 1)));
        assertThat(requireNonNull(copied.artifact()).location())
                .startsWith("s3://" + offsite.bucket() + "/far/away/production_copy%5F");
        assertThat(copied.artifact().sha256())
                .isEqualTo(requireNonNull(dumped.artifact()).sha256());
        var again = good(run(copy(order, dumped, storage("far/away"), 2)));
        assertThat(again.message()).contains("there already");
        assertThat(again.artifact()).isEqualTo(copied.artifact());
        assertThat(offsite.contents().keys()).hasSize(7);

        erase(given);
        var target = Servers.fresh("copy_back_");
        good(LocalPod.run(
                Altered.with(offsite.restore(copied, target), "storage", storage("far/away")), offsite.secrets()));
        assertThat(Programs.portrait(offsite.postgres(), target))
                .isEqualTo(Programs.portrait(given.postgres(), database));
    }

    /** The manifest of a copy carries the very commands that open the copy. */
    @Test
    void aCopyInAVolumeIsOpenedByHand() throws Exception {
        var database = filled();
        var folder = Servers.household().folder(Servers.fresh("copies-"));
        var order = given.dump(database);
        var env = new HashMap<>(keys());
        env.put(Side.TO.variable(PodEnv.VOLUME), folder.toString());
        var place = new Storage(null, new Volume("copies", "orders"));
        var copied = good(LocalPod.run(copy(order, good(given.run(order)), place, 1), env));

        var target = Servers.fresh("copy_hand_");
        given.postgres().psql("postgres", "create database " + target + " template template0");
        var shell = new HashMap<>(Programs.env(given));
        shell.put("PGDATABASE", target);
        var manifest = Json.MAPPER.readValue(
                folder.resolve(requireNonNull(copied.artifact()).manifest()).toFile(), Manifest.class);
        for (var command :
                List.of(manifest.restore().check(), manifest.restore().restore())) {
            var ran = Programs.run(List.of("bash", "-c", "cd '" + folder + "'; " + command), shell);
            assertThat(ran.exitCode()).as(ran.output()).isZero();
        }
        var digests = Programs.run(
                List.of("bash", "-c", "cd '" + folder + "/orders' && sha256sum -c *.sha256"), Map.of("PATH", "/bin"));
        assertThat(digests.exitCode()).as(digests.output()).isZero();
        assertThat(Programs.portrait(given.postgres(), target)).contains("Größe 😀", "4711");
        assertThat(hidden(folder)).isZero();
    }

    @Test
    void whatIsNotTheBackupIsNotCopied() throws Exception {
        var order = given.dump(filled());
        var dumped = good(given.run(order));
        var artifact = requireNonNull(dumped.artifact());
        var nowhere = Storage.of(Altered.with(requireNonNull(storage("x").s3()), "bucket", "no-such-bucket"));
        failed(run(copy(order, dumped, nowhere, 1)), FailureReason.BucketMissing);

        var lie = Altered.with(dumped, "artifact", Altered.with(artifact, "manifestSha256", "00"));
        failed(run(copy(order, lie, storage("x"), 1)), FailureReason.DigestMismatch);
        var data = artifact.location().replaceFirst("s3://[^/]+/", "");
        given.contents().flipBit(data);
        failed(run(copy(order, dumped, storage("x"), 1)), FailureReason.DigestMismatch);
        Files.delete(given.contents().file(data));
        failed(run(copy(order, dumped, storage("x"), 2)), FailureReason.ArtifactMissing);
    }

    @Test
    void whoIsStoppedMidwayLeavesNothingAndWhatAKilledOneLeftGoesWithTheNext() throws Exception {
        var order = given.dump(Servers.heavy(given.postgres()));
        var dumped = good(given.run(order));
        try (var pod = stalled(copy(order, dumped, storage("x"), 1))) {
            pod.mover().destroy();
            failed(pod.end(), FailureReason.Aborted);
        }
        try (var pod = stalled(copy(order, dumped, storage("x"), 2))) {
            pod.mover().destroyForcibly().waitFor();
        }
        ELSEWHERE.gate().heal();
        assertThat(offsite.contents().uploads()).hasSize(1);
        assertThat(offsite.contents().keys()).isEmpty();

        good(run(copy(order, dumped, storage("x"), 3)));
        assertThat(offsite.contents().uploads()).isEmpty();
        assertThat(offsite.contents().keys()).hasSize(3).anyMatch(key -> key.contains("-3.dump"));
    }

    /** A whole object of an attempt that died before its manifest is named by nobody. */
    @Test
    void whoDiedBetweenDataAndManifestLeavesNoCopy() throws Exception {
        var order = given.dump(filled());
        var dumped = good(given.run(order));
        var stall = ELSEWHERE
                .gate()
                .hang(request -> request.path().endsWith(".manifest.json")
                        && request.method().equals("PUT"));
        try (var pod = LocalPod.start(copy(order, dumped, storage("x"), 1), keys())) {
            await().atMost(Duration.ofMinutes(1)).until(() -> stall.hits() > 0);
            pod.mover().destroyForcibly().waitFor();
        }
        ELSEWHERE.gate().heal();
        assertThat(offsite.contents().keys()).hasSize(2).noneMatch(key -> key.endsWith(".json"));

        good(run(copy(order, dumped, storage("x"), 2)));
        assertThat(offsite.contents().keys()).hasSize(3).noneMatch(key -> key.contains("-1.dump"));
    }

    private LocalPod stalled(Order.Copy order) throws Exception {
        ELSEWHERE.gate().heal();
        var stall = ELSEWHERE.gate().hang(request -> request.query().contains("partNumber="));
        var pod = LocalPod.start(order, keys());
        await().atMost(Duration.ofMinutes(1))
                .until(() -> stall.hits() > 0 || !pod.mover().isAlive());
        assertThat(pod.mover().isAlive()).as(pod.log()).isTrue();
        return pod;
    }

    private String filled() throws Exception {
        var database = Servers.fresh("copy_");
        given.postgres()
                .psql(
                        "postgres",
                        "create database %1$s template template0; revoke all on database %1$s from public"
                                .formatted(database));
        Programs.fill(given, database);
        return database;
    }

    private Storage storage(String prefix) {
        return Storage.of(Altered.<S3>with(requireNonNull(offsite.storage().s3()), "prefix", prefix));
    }

    private static Order.Copy copy(Order.Dump order, Outcome dumped, Storage to, int attempt) {
        var artifact = requireNonNull(dumped.artifact());
        var backup = new StoredBackup(order.request().uid(), artifact.manifest(), artifact.manifestSha256());
        return new Order.Copy(order.request(), attempt, Given.LIMITS, order.storage(), to, backup);
    }

    /** Both storages have keys of their own; a password of Postgres there is none. */
    private Map<String, String> keys() {
        return Map.of(
                Side.FROM.variable(PodEnv.AWS_ACCESS_KEY_ID), given.s3().accessKey(),
                Side.FROM.variable(PodEnv.AWS_SECRET_ACCESS_KEY), given.s3().secretKey(),
                Side.TO.variable(PodEnv.AWS_ACCESS_KEY_ID), ELSEWHERE.accessKey(),
                Side.TO.variable(PodEnv.AWS_SECRET_ACCESS_KEY), ELSEWHERE.secretKey());
    }

    private LocalPod.End run(Order.Copy order) throws Exception {
        return LocalPod.run(order, keys());
    }

    private static Outcome good(LocalPod.End end) {
        assertThat(end.outcome().reason()).as(end.log()).isNull();
        assertThat(end.exitCode()).as(end.log()).isZero();
        return end.outcome();
    }

    private void failed(LocalPod.End end, FailureReason reason) {
        assertThat(end.outcome().reason()).as(end.log()).isEqualTo(reason);
        assertThat(end.exitCode()).isNotZero();
        assertThat(end.outcome().artifact()).isNull();
        assertThat(offsite.contents().keys()).isEmpty();
        assertThat(offsite.contents().uploads()).isEmpty();
    }

    private static void erase(Given where) throws Exception {
        for (var key : where.contents().keys()) {
            Files.delete(where.contents().file(key));
        }
    }

    private static long hidden(Path folder) throws Exception {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".part")).count();
        }
    }
}
