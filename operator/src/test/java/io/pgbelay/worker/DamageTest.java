package io.pgbelay.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pgbelay.api.Compression;
import io.pgbelay.api.Compression.Algorithm;
import io.pgbelay.api.Dump;
import io.pgbelay.api.Encryption;
import io.pgbelay.api.Encryption.OpenPgp;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.SecretKey;
import io.pgbelay.api.Verification;
import io.pgbelay.contract.Failure;
import io.pgbelay.contract.Json;
import io.pgbelay.contract.Manifest;
import io.pgbelay.contract.PodEnv;
import io.pgbelay.playground.s3.S3Server;
import io.pgbelay.rig.BesideTheLoops;
import io.pgbelay.rig.Given;
import io.pgbelay.rig.Gpg;
import io.pgbelay.rig.LocalPod;
import io.pgbelay.rig.Servers;
import io.pgbelay.storage.ObjectStore;
import io.pgbelay.storage.ObjectStores;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What lies in the store is changed behind everybody's back, at random places: nobody ever takes it for a backup. */
@BesideTheLoops
class DamageTest {
    private static final int EACH = 200;
    private static final S3Server S3 = Servers.ownS3();
    private static final Given GIVEN = Given.freshBucket(Servers.postgres(), S3);
    private static final String SOURCE = Servers.fresh("damage");
    private static final Encryption FOR_OWNERS =
            new Encryption(new OpenPgp(new SecretKey(null, "backup-keys", "ops.asc")), null);

    private static Map<String, String> keys = Map.of();

    @BeforeAll
    static void fill() throws Exception {
        try (var gpg = Gpg.open()) {
            gpg.make("ops@example.com", "");
            var file = Files.write(Servers.household().folder("damage-keys").resolve("ops.asc"), gpg.publicKeys());
            keys = Map.of(
                    PodEnv.RECIPIENTS, file.toString(), PodEnv.PRIVATE_KEY, gpg.privateKey("ops@example.com", ""));
        }
        GIVEN.postgres().psql("postgres", "create database " + SOURCE);
        GIVEN.postgres().psql(SOURCE, "create table t as select i, md5(i::text) from generate_series(1, 2000) i");
    }

    @AfterEach
    void heal() {
        S3.gate().heal();
    }

    @AfterAll
    static void close() {
        S3.close();
    }

    @ParameterizedTest(name = "{0}, locked: {1}")
    @CsvSource({"Zstd, false", "Zstd, true", "Gzip, true", "None, false"})
    void everyFlippedBitAndEveryMissingEndIsFound(Algorithm algorithm, boolean locked) throws Exception {
        var manifest = dumped(algorithm, locked);
        var file = GIVEN.contents().file(manifest.objects().getFirst().key());
        var good = Files.readAllBytes(file);
        var random = new Random(4711);
        var missed = new ArrayList<String>();
        try (var store = ObjectStores.open(GIVEN.storage(), GIVEN.secrets())) {
            assertThat(found(store, manifest)).as("nothing is wrong yet").isFalse();
            for (int i = 0; i < EACH; i++) {
                var at = random.nextInt(good.length);
                var flipped = good.clone();
                flipped[at] ^= (byte) (1 << random.nextInt(8));
                var length = random.nextInt(good.length);
                damage(file, flipped, "a bit flipped in byte " + at, store, manifest, missed);
                damage(file, Arrays.copyOf(good, length), "cut after " + length, store, manifest, missed);
            }
        }
        assertThat(missed).isEmpty();
    }

    private static void damage(
            Path file, byte[] bytes, String what, ObjectStore store, Manifest manifest, List<String> missed)
            throws Exception {
        Files.write(file, bytes);
        if (!found(store, manifest)) {
            missed.add(what);
        }
    }

    /** As the read-back and a restore do it, without the tool that they feed. */
    private static boolean found(ObjectStore store, Manifest manifest) throws Exception {
        var lines = new ProgressLines(new PrintStream(PrintStream.nullOutputStream()), Clock.systemUTC());
        try (var watch = new Watch(Given.LIMITS, lines);
                var dump =
                        new ArchiveInput(store, manifest.objects(), Unpacking.of(manifest, keys), watch, bytes -> {})) {
            dump.check(manifest.dumpBytes(), manifest.dumpSha256());
            return false;
        } catch (Failure e) {
            assertThat(e.reason()).isIn(FailureReason.DigestMismatch, FailureReason.DecryptionKeyWrong);
            return true;
        }
    }

    @Test
    void whatIsDamagedBeforeItIsReadBackIsNoBackup() throws Exception {
        var there = Given.freshBucket(Servers.postgres(), S3);
        var stall = S3.gate()
                .hang(request ->
                        request.method().equals("GET") && request.path().endsWith(".gpg"));
        var order = Given.locked(there.dump(SOURCE), FOR_OWNERS, Verification.AfterEach.Digest);
        try (var pod = LocalPod.start(order, there.secretsAnd(keys))) {
            await().atMost(Duration.ofMinutes(1)).until(() -> stall.hits() > 0);
            var data = there.contents().keys().stream()
                    .filter(key -> key.endsWith(".gpg"))
                    .findFirst()
                    .orElseThrow();
            there.contents().flipBit(data);
            stall.close();
            var end = pod.end();
            assertThat(end.outcome().reason()).as(end.log()).isEqualTo(FailureReason.DigestMismatch);
        }
        assertThat(there.contents().manifests()).isEmpty();
    }

    private static Manifest dumped(Algorithm algorithm, boolean locked) throws Exception {
        var order = Given.packed(GIVEN.dump(SOURCE), Dump.Format.Custom, new Compression(algorithm, 1));
        var all = new HashMap<>(GIVEN.secretsAnd(keys));
        var end = LocalPod.run(Given.locked(order, locked ? FOR_OWNERS : null, Verification.AfterEach.Digest), all);
        assertThat(end.outcome().reason()).as(end.log()).isNull();
        var key = requireNonNull(end.outcome().artifact()).manifest();
        return Json.MAPPER.readValue(GIVEN.contents().text(key), Manifest.class);
    }
}
