package io.pgbelay.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.api.Encryption;
import io.pgbelay.api.Encryption.Method;
import io.pgbelay.api.Encryption.OpenPgp;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.SecretKey;
import io.pgbelay.api.Verification.AfterEach;
import io.pgbelay.api.Verified.Level;
import io.pgbelay.contract.Json;
import io.pgbelay.contract.Manifest;
import io.pgbelay.contract.Outcome;
import io.pgbelay.contract.PodEnv;
import io.pgbelay.playground.s3.S3Server;
import io.pgbelay.rig.BesideTheLoops;
import io.pgbelay.rig.Given;
import io.pgbelay.rig.Gpg;
import io.pgbelay.rig.LocalPod;
import io.pgbelay.rig.Programs;
import io.pgbelay.rig.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Backups that are locked up: who holds the key gets them back, nobody else gets anything. */
@BesideTheLoops
class EncryptionTest {
    private static final S3Server S3 = Servers.ownS3();
    private static final Given GIVEN = Given.freshBucket(Servers.postgres(), S3);
    private static final String SOURCE = Servers.fresh("locked");
    private static final String PASSPHRASE = "corr\u00e8ct $horse 'battery'";
    private static final String OF_KEY = "for-the-key-alone";
    private static final Encryption FOR_OWNERS =
            new Encryption(new OpenPgp(new SecretKey(null, "backup-keys", "ops.asc")), null);
    private static final Encryption BY_SECRET = new Encryption(null, new SecretKey("backup", null, "passphrase"));

    private static Gpg gpg;

    @BeforeAll
    static void fill() throws Exception {
        gpg = Gpg.open();
        gpg.make("ops@example.com", OF_KEY);
        gpg.make("dba@example.com", "");
        gpg.make("stranger@example.com", "");
        GIVEN.postgres().psql("postgres", "create database " + SOURCE);
        Programs.fill(GIVEN, SOURCE);
    }

    @AfterAll
    static void close() throws Exception {
        gpg.close();
        S3.close();
    }

    @Test
    void whoOwnsOneOfTheKeysGetsItBack() throws Exception {
        var dumped = forOwners(AfterEach.Decode);
        var key = requireNonNull(dumped.artifact()).location();

        assertThat(key).endsWith(".dump.zst.gpg");
        assertThat(dumped.artifact().encryption()).isEqualTo(Method.OpenPGP);
        assertThat(requireNonNull(dumped.verified()).level()).isEqualTo(Level.Decoded);
        assertThat(dumped.stages()).extracting(stage -> stage.name()).contains("pg_dump", "pg_restore", "upload");
        assertThat(requireNonNull(manifest(dumped).encryption()).recipients()).hasSize(2);

        comesBack(dumped, Map.of(PodEnv.PRIVATE_KEY, gpg.privateKey("dba@example.com", "")));
        comesBack(
                dumped,
                Map.of(
                        PodEnv.PRIVATE_KEY,
                        gpg.privateKey("ops@example.com", OF_KEY),
                        PodEnv.PASSPHRASE,
                        OF_KEY + "\n"));
    }

    @Test
    void whoKnowsThePassphraseGetsItBack() throws Exception {
        var order = Given.locked(GIVEN.dump(SOURCE), BY_SECRET, AfterEach.Decode);
        try (var pod = LocalPod.start(order, GIVEN.secretsAnd(Map.of(PodEnv.PASSPHRASE, PASSPHRASE + "\n")))) {
            var dumped = good(pod.end());
            assertThat(pod.everything()).doesNotContain(PASSPHRASE);
            assertThat(requireNonNull(dumped.verified()).level()).isEqualTo(Level.Decoded);
            assertThat(requireNonNull(dumped.artifact()).encryption()).isEqualTo(Method.Passphrase);
            comesBack(dumped, Map.of(PodEnv.PASSPHRASE, PASSPHRASE));
            refused(dumped, Map.of(), FailureReason.DecryptionKeyMissing);
            refused(dumped, Map.of(PodEnv.PASSPHRASE, "another"), FailureReason.DecryptionKeyWrong);
        }
    }

    @Test
    void withoutTheRightKeyNothingIsMade() throws Exception {
        var dumped = forOwners(AfterEach.Digest);

        refused(dumped, Map.of(), FailureReason.DecryptionKeyMissing);
        refused(dumped, Map.of(PodEnv.PASSPHRASE, PASSPHRASE), FailureReason.DecryptionKeyMissing);
        refused(
                dumped,
                Map.of(PodEnv.PRIVATE_KEY, gpg.privateKey("stranger@example.com", "")),
                FailureReason.DecryptionKeyWrong);
        refused(
                dumped,
                Map.of(PodEnv.PRIVATE_KEY, gpg.privateKey("ops@example.com", OF_KEY), PodEnv.PASSPHRASE, "another"),
                FailureReason.DecryptionKeyWrong);
        refused(dumped, Map.of(PodEnv.PRIVATE_KEY, "no key at all"), FailureReason.DecryptionKeyWrong);
    }

    @Test
    void aFlippedBitIsFoundByWhoHoldsTheKey() throws Exception {
        var dumped = forOwners(AfterEach.Digest);
        GIVEN.contents().flipBit(manifest(dumped).objects().getFirst().key());
        refused(
                dumped,
                Map.of(PodEnv.PRIVATE_KEY, gpg.privateKey("dba@example.com", "")),
                FailureReason.DigestMismatch);
    }

    @Test
    void aKeyThatCannotBeUsedIsToldBeforeAByteIsDumped() throws Exception {
        try (var others = Gpg.open()) {
            others.make(
                    "old@example.com", "future-default", "default", "1y", "", "--faked-system-time", "20200101T000000");
            var there = Given.freshBucket(Servers.postgres(), S3);
            var order = Given.locked(there.dump(SOURCE), FOR_OWNERS, AfterEach.Decode);
            var end = LocalPod.run(order, there.secretsAnd(recipients(others.publicKeys())));
            assertThat(end.outcome().reason()).as(end.log()).isEqualTo(FailureReason.RecipientKeyUnusable);
            assertThat(end.outcome().message()).contains("old@example.com expired at 2020-12-31");
            assertThat(end.outcome().stages()).isEmpty();

            var nothing = LocalPod.run(order, there.secrets());
            assertThat(nothing.outcome().reason()).as(nothing.log()).isEqualTo(FailureReason.SecretMissing);
            var bySecret = LocalPod.run(Given.locked(order, BY_SECRET, AfterEach.Decode), there.secrets());
            assertThat(bySecret.outcome().reason()).as(bySecret.log()).isEqualTo(FailureReason.SecretMissing);
            assertThat(there.contents().keys()).isEmpty();
        }
    }

    @Test
    void itIsProvenAsFarAsIsAskedFor() throws Exception {
        assertThat(requireNonNull(forOwners(AfterEach.Digest).verified()).level())
                .isEqualTo(Level.Digest);
        var before = reads();
        assertThat(forOwners(AfterEach.None).verified()).isNull();
        assertThat(reads()).as("nothing is read back").isEqualTo(before);
    }

    private static long reads() {
        return S3.gate().requests().stream()
                .filter(request ->
                        request.method().equals("GET") && request.path().endsWith(".gpg"))
                .count();
    }

    private static Outcome forOwners(AfterEach afterEach) throws Exception {
        var order = Given.locked(GIVEN.dump(SOURCE), FOR_OWNERS, afterEach);
        var keys = gpg.publicKeys("ops@example.com", "dba@example.com");
        return good(LocalPod.run(order, GIVEN.secretsAnd(recipients(keys))));
    }

    private static Map<String, String> recipients(byte[] keys) throws IOException {
        Path folder = Servers.household().folder(Servers.fresh("recipients-"));
        return Map.of(
                PodEnv.RECIPIENTS, Files.write(folder.resolve("ops.asc"), keys).toString());
    }

    private static void comesBack(Outcome dumped, Map<String, String> keys) throws Exception {
        var target = Servers.fresh("opened");
        var order = GIVEN.restore(dumped, target);
        try (var pod = LocalPod.start(order, GIVEN.secretsAnd(keys))) {
            good(pod.end());
            for (var secret : keys.values()) {
                assertThat(pod.everything()).doesNotContain(secret.strip());
            }
        }
        assertThat(tables(target)).isEqualTo(tables(SOURCE)).contains("pgbench_accounts|100000");
    }

    private static String tables(String database) {
        return Programs.portrait(GIVEN.postgres(), database).replaceFirst("(?s)UTF8\\|.*", "");
    }

    private static void refused(Outcome dumped, Map<String, String> keys, FailureReason reason) throws Exception {
        var before = databases();
        var end = LocalPod.run(GIVEN.restore(dumped, Servers.fresh("never")), GIVEN.secretsAnd(keys));
        assertThat(end.outcome().reason()).as(end.log()).isEqualTo(reason);
        assertThat(end.outcome().message()).isNotBlank();
        assertThat(databases()).isEqualTo(before);
    }

    private static String databases() {
        return GIVEN.postgres().psql("postgres", "select datname from pg_database order by 1");
    }

    private static Manifest manifest(Outcome dumped) throws Exception {
        var key = requireNonNull(dumped.artifact()).manifest();
        return Json.MAPPER.readValue(GIVEN.contents().text(key), Manifest.class);
    }

    private static Outcome good(LocalPod.End end) {
        assertThat(end.outcome().reason()).as(end.log()).isNull();
        assertThat(end.exitCode()).as(end.log()).isZero();
        return end.outcome();
    }
}
