package io.pgbelay.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.api.Comparison;
import io.pgbelay.api.Encryption;
import io.pgbelay.api.Encryption.OpenPgp;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.RestoreTarget.Ownership;
import io.pgbelay.api.RestoreTarget.Privileges;
import io.pgbelay.api.SecretKey;
import io.pgbelay.api.Verification.AfterEach;
import io.pgbelay.api.Verified.Level;
import io.pgbelay.contract.Json;
import io.pgbelay.contract.Manifest;
import io.pgbelay.contract.Manifest.StoredObject;
import io.pgbelay.contract.Outcome;
import io.pgbelay.contract.PodEnv;
import io.pgbelay.demo.Contents;
import io.pgbelay.playground.postgres.PostgresServer;
import io.pgbelay.rig.Altered;
import io.pgbelay.rig.BesideTheLoops;
import io.pgbelay.rig.Given;
import io.pgbelay.rig.Gpg;
import io.pgbelay.rig.LocalPod;
import io.pgbelay.rig.Programs;
import io.pgbelay.rig.Servers;
import io.pgbelay.rig.Threads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several pg_dump at once under one snapshot, each into an object of its own; and all of them back. */
@BesideTheLoops
class StreamsTest {
    private static final Given GIVEN = Given.freshBucket();
    private static final PostgresServer POSTGRES = GIVEN.postgres();
    private static final String SOURCE = Servers.fresh("Strömé \"x\" $(touch y) ");
    private static final String OWNER = Servers.fresh("weaver");
    private static final Encryption FOR_OWNERS =
            new Encryption(new OpenPgp(new SecretKey(null, "backup-keys", "ops.asc")), null);
    private static final Encryption BY_SECRET = new Encryption(null, new SecretKey("backup", null, "passphrase"));
    private static final String PASSPHRASE = "corrèct $horse 'battery'";

    private static Gpg gpg;
    private static Map<String, String> keys = Map.of();
    private static Manifest ofOne;

    record Form(int streams, @Nullable Encryption encryption) {
        @Override
        public String toString() {
            return streams + (encryption == null ? " open" : " " + encryption.method());
        }
    }

    static Stream<Form> forms() {
        return Stream.of(
                new Form(1, null),
                new Form(2, null),
                new Form(2, FOR_OWNERS),
                new Form(4, null),
                new Form(4, FOR_OWNERS),
                new Form(4, BY_SECRET));
    }

    @BeforeAll
    static void fill() throws Exception {
        gpg = Gpg.open();
        gpg.make("ops@example.com", "");
        var file = Files.write(Servers.household().folder("streams-keys").resolve("ops.asc"), gpg.publicKeys());
        keys = Map.of(
                PodEnv.RECIPIENTS,
                file.toString(),
                PodEnv.PASSPHRASE,
                PASSPHRASE,
                PodEnv.PRIVATE_KEY,
                gpg.privateKey("ops@example.com", ""));
        Threads.make(GIVEN, SOURCE, OWNER);
        ofOne = manifest(dump(new Form(1, null)));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void itComesBackAsItWasByUsAndByTheUsualTools(Form form) throws Exception {
        var dumped = dump(form);
        var manifest = manifest(dumped);
        assertThat(requireNonNull(dumped.verified()).level()).isEqualTo(Level.Decoded);
        assertThat(manifest.archives()).hasSize(form.streams() == 1 ? 1 : 1 + form.streams());
        assertThat(manifest.streams() == null).isEqualTo(form.streams() == 1);
        assertThat(manifest.fingerprint()).as("however it was taken").isEqualTo(ofOne.fingerprint());
        assertThat(requireNonNull(dumped.artifact()).largestTableShare() == null)
                .isEqualTo(form.streams() == 1);
        var ending = ".dump.zst" + (form.encryption() == null ? "" : ".gpg");
        assertThat(manifest.objects())
                .extracting(StoredObject::key)
                .allSatisfy(key -> assertThat(key).endsWith(ending))
                .last()
                .satisfies(key ->
                        assertThat(key).endsWith((form.streams() == 1 ? "-1" : "-1.s" + form.streams()) + ending));
        assertThat(GIVEN.contents().keys()).containsAll(digests(manifest));

        var target = Servers.fresh("streams_back");
        var restored = good(LocalPod.run(GIVEN.restore(dumped, target), GIVEN.secretsAnd(keys)));

        assertThat(requireNonNull(restored.comparison()).outcome()).isEqualTo(Comparison.Outcome.Equal);
        assertThat(Contents.of(POSTGRES, SOURCE).differencesFrom(Contents.of(POSTGRES, target)))
                .isEqualTo(Map.of());
        standardToolsOpen(manifest);
    }

    private static List<String> digests(Manifest manifest) {
        return manifest.objects().stream()
                .map(object -> object.key() + ".sha256")
                .toList();
    }

    private static void standardToolsOpen(Manifest manifest) throws Exception {
        var target = Servers.fresh("streams_hand");
        POSTGRES.psql("postgres", "create database " + target + " template template0");
        var env = Programs.byHand(GIVEN);
        env.put("GNUPGHOME", gpg.home().toString());
        env.put("PASSPHRASE", PASSPHRASE);
        env.put("PGDATABASE", target);
        for (var command :
                List.of(manifest.restore().check(), manifest.restore().restore())) {
            var result = Programs.run(List.of("bash", "-c", command), env);
            assertThat(result.exitCode()).as(command + "\n" + result.output()).isZero();
        }
        assertThat(Contents.of(POSTGRES, SOURCE).differencesFrom(Contents.of(POSTGRES, target)))
                .isEqualTo(Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "create table alone as select i, md5(i::text) from generate_series(1, 5000) i"})
    void anEmptyDatabaseAndOneOfOneTable(String sql) throws Exception {
        var source = Servers.fresh("streams_few");
        POSTGRES.psql("postgres", "create database " + source);
        POSTGRES.psql(source, sql.isEmpty() ? "select 1" : sql);
        var dumped = good(GIVEN.run(Given.streams(GIVEN.dump(source), 4)));
        assertThat(manifest(dumped).archives()).hasSizeBetween(2, 3);

        var target = Servers.fresh("streams_few_back");
        var restored = good(GIVEN.run(GIVEN.restore(dumped, target)));
        assertThat(requireNonNull(restored.comparison()).outcome()).isEqualTo(Comparison.Outcome.Equal);
        assertThat(Contents.of(POSTGRES, source).differencesFrom(Contents.of(POSTGRES, target)))
                .isEqualTo(Map.of());
    }

    /** What is left out stays out, whichever stream would have had it. */
    @Test
    void aPartOfADatabase() throws Exception {
        var asked = Altered.with(
                GIVEN.dump(SOURCE).dump(),
                "excludeSchemas",
                List.of("\"Bücher & Ähnliches\"", "\"A.b\"\"c $x\""),
                "excludeTables",
                List.of("public.referring", "public.heirs"),
                "excludeTableData",
                List.of("public.pgbench_accounts", "public.leaf_1"));
        var one = manifest(good(GIVEN.run(Given.asked(GIVEN.dump(SOURCE), asked))));
        var dumped = good(GIVEN.run(Given.asked(GIVEN.dump(SOURCE), Altered.with(asked, "streams", 3))));
        assertThat(manifest(dumped).fingerprint()).isEqualTo(one.fingerprint());
        assertThat(manifest(dumped).archives()).hasSize(4);

        var target = Servers.fresh("streams_part");
        var restored = good(GIVEN.run(GIVEN.restore(dumped, target)));
        assertThat(requireNonNull(restored.comparison()).outcome()).isEqualTo(Comparison.Outcome.Equal);
        assertThat(POSTGRES.psql(
                        target, "select (select count(*) from pgbench_accounts), (select count(*) > 0 from leaves)"))
                .isEqualToIgnoringNewLines("0|t");
    }

    @Test
    void othersTakeThePlaceOfOwners() throws Exception {
        var other = Servers.fresh("weaver_too");
        POSTGRES.psql("postgres", "create role " + other);
        var target = Servers.fresh("streams_mapped");
        var mapped = Given.owned(
                GIVEN.restore(dump(new Form(3, null)), target),
                Ownership.Map,
                null,
                Map.of(OWNER, other),
                Privileges.Keep);
        good(GIVEN.run(mapped));
        assertThat(POSTGRES.psql(target, "select nspowner::regrole from pg_namespace where nspname ~ '^A'"))
                .isEqualToIgnoringNewLines(other);
    }

    @ParameterizedTest
    @ValueSource(strings = {"flipped", "cut", "gone", "flipped first"})
    void damageOfOneObjectIsFoundByItsName(String how) throws Exception {
        var dumped = dump(new Form(3, null));
        var key = manifest(dumped).objects().get(how.endsWith("first") ? 0 : 2).key();
        damage(how, key);
        var target = Servers.fresh("streams_never");
        var end = GIVEN.run(GIVEN.restore(dumped, target));

        assertThat(end.outcome().reason())
                .as(end.log())
                .isEqualTo(how.equals("gone") ? FailureReason.ArtifactMissing : FailureReason.DigestMismatch);
        assertThat(end.outcome().message()).contains(key);
        assertThat(POSTGRES.psql("postgres", "select count(*) from pg_database where datname ~ '^" + target + "'"))
                .isEqualToIgnoringNewLines("0");
    }

    private static void damage(String how, String key) throws IOException {
        switch (how) {
            case "cut" -> {
                try (var file = Files.newByteChannel(GIVEN.contents().file(key), StandardOpenOption.WRITE)) {
                    file.truncate(file.size() - 100);
                }
            }
            case "gone" -> Files.delete(GIVEN.contents().file(key));
            default -> GIVEN.contents().flipBit(key);
        }
    }

    private static Outcome dump(Form form) throws Exception {
        var order =
                Given.locked(Given.streams(GIVEN.dump(SOURCE), form.streams()), form.encryption(), AfterEach.Decode);
        return good(LocalPod.run(order, GIVEN.secretsAnd(keys)));
    }

    private static Manifest manifest(Outcome dumped) throws Exception {
        var key = requireNonNull(dumped.artifact()).manifest();
        return Json.MAPPER.readValue(GIVEN.contents().text(key), Manifest.class);
    }

    private static Outcome good(LocalPod.End end) {
        assertThat(end.outcome().reason()).as(end.log() + end.outcome()).isNull();
        assertThat(end.exitCode()).as(end.log()).isZero();
        return end.outcome();
    }
}
