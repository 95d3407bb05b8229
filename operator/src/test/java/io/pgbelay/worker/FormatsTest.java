package io.pgbelay.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.api.Compression;
import io.pgbelay.api.Compression.Algorithm;
import io.pgbelay.api.Dump;
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
import io.pgbelay.contract.Outcome;
import io.pgbelay.contract.PodEnv;
import io.pgbelay.playground.s3.S3Server;
import io.pgbelay.rig.BesideTheLoops;
import io.pgbelay.rig.Given;
import io.pgbelay.rig.Gpg;
import io.pgbelay.rig.LocalPod;
import io.pgbelay.rig.Programs;
import io.pgbelay.rig.Servers;
import io.pgbelay.stream.OpenPgpKeys;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every form that a backup can have: what we write the standard tools open, and what they write we read. */
@BesideTheLoops
class FormatsTest {
    private static final S3Server S3 = Servers.ownS3();
    private static final Given GIVEN = Given.freshBucket(Servers.postgres(), S3);
    private static final String SOURCE = Servers.fresh("formats");
    private static final String PASSPHRASE = "corrèct $horse 'battery'";
    private static final Encryption FOR_OWNERS =
            new Encryption(new OpenPgp(new SecretKey(null, "backup-keys", "ops.asc")), null);
    private static final Encryption BY_SECRET = new Encryption(null, new SecretKey("backup", null, "passphrase"));

    private static Gpg gpg;
    private static Map<String, String> keys = Map.of();

    record Form(
            Dump.Format format,
            Algorithm algorithm,
            @Nullable Encryption encryption) {
        @Override
        public String toString() {
            return format + " " + algorithm + " " + (encryption == null ? "open" : encryption.method());
        }
    }

    static Stream<Form> forms() {
        return Arrays.stream(Dump.Format.values()).flatMap(FormatsTest::forms);
    }

    private static Stream<Form> forms(Dump.Format format) {
        return Arrays.stream(Algorithm.values())
                .flatMap(algorithm -> Stream.of(null, FOR_OWNERS, BY_SECRET)
                        .map(encryption -> new Form(format, algorithm, encryption)));
    }

    @BeforeAll
    static void fill() throws Exception {
        gpg = Gpg.open();
        gpg.make("ops@example.com", "");
        var file = Files.write(Servers.household().folder("formats-keys").resolve("ops.asc"), gpg.publicKeys());
        keys = Map.of(PodEnv.RECIPIENTS, file.toString(), PodEnv.PASSPHRASE, PASSPHRASE);
        GIVEN.postgres().psql("postgres", "create database " + SOURCE);
        GIVEN.postgres().psql(SOURCE, """
                create schema "Bücher";
                create table "Bücher"."Größe 😀" (id bigint generated always as identity primary key, "naïve 'name" text);
                insert into "Bücher"."Größe 😀" ("naïve 'name")
                  select 'Zeile ' || i || E' mit\\t\\\\ und \\n' from generate_series(1, 500) i;
                create sequence numbers start 100 increment 7;
                select nextval('numbers');
                create view lines as select count(*) from "Bücher"."Größe 😀";
                create function twice(i int) returns int language sql as 'select 2 * i';
                select lo_from_bytea(4711, convert_to(repeat('large object ', 1000), 'UTF8'));""");
    }

    @AfterAll
    static void close() throws Exception {
        gpg.close();
        S3.close();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void standardToolsOpenWhatWeWrite(Form form) throws Exception {
        var dumped = dump(form, AfterEach.Decode);
        var manifest = manifest(dumped);
        assertThat(requireNonNull(dumped.artifact()).location()).endsWith(ending(form));
        assertThat(requireNonNull(dumped.verified()).level())
                .isEqualTo(form.format() == Dump.Format.Custom ? Level.Decoded : Level.Digest);

        var target = Servers.fresh("by_hand");
        GIVEN.postgres().psql("postgres", "create database " + target + " template template0");
        var env = byHand();
        env.put("PGDATABASE", target);
        for (var command :
                List.of(manifest.restore().check(), manifest.restore().restore())) {
            var result = Programs.run(List.of("bash", "-c", command), env);
            assertThat(result.exitCode()).as(command + "\n" + result.output()).isZero();
        }
        assertThat(tables(target)).isEqualTo(tables(SOURCE)).contains("4711|");
    }

    @ParameterizedTest
    @MethodSource("forms")
    void weReadWhatStandardToolsWrite(Form form) throws Exception {
        var folder = Servers.household().folder(Servers.fresh("theirs-"));
        var command = "set -o pipefail; pg_dump " + (form.format() == Dump.Format.Custom ? "-Fc -Z0" : "-Fp") + " "
                + SOURCE + " | tee plain | " + packing(form.algorithm()) + " | " + locking(form) + " > stored";
        var result = Programs.run(List.of("bash", "-c", "cd '" + folder + "' && " + command), byHand());
        assertThat(result.exitCode()).as(result.output()).isZero();

        var opening = form.encryption() == null
                ? null
                : BY_SECRET.equals(form.encryption())
                        ? OpenPgpKeys.of(PASSPHRASE)
                        : OpenPgpKeys.of(gpg.privateKey("ops@example.com", "").getBytes(StandardCharsets.UTF_8), null);
        try (var stored = Files.newInputStream(folder.resolve("stored"))) {
            assertThat(new Unpacking(new Compression(form.algorithm(), 1), opening).open(stored))
                    .hasBinaryContent(Files.readAllBytes(folder.resolve("plain")));
        }
    }

    @Test
    void aScriptComesBackThroughPsql() throws Exception {
        var form = new Form(Dump.Format.Plain, Algorithm.Gzip, BY_SECRET);
        var dumped = dump(form, AfterEach.Digest);
        var target = Servers.fresh("script");
        good(LocalPod.run(GIVEN.restore(dumped, target), GIVEN.secretsAnd(keys)));
        assertThat(tables(target)).isEqualTo(tables(SOURCE));
    }

    @Test
    void noWordOfADamagedScriptIsRun() throws Exception {
        var dumped = dump(new Form(Dump.Format.Plain, Algorithm.None, null), AfterEach.Digest);
        var key = manifest(dumped).objects().getFirst().key();
        GIVEN.contents().flipBit(key);
        var target = Servers.fresh("never");
        try (var pod = LocalPod.start(GIVEN.restore(dumped, target), GIVEN.secrets())) {
            var end = pod.end();
            assertThat(end.outcome().reason()).as(end.log()).isEqualTo(FailureReason.DigestMismatch);
            assertThat(end.outcome().stages()).as("psql").isEmpty();
            assertThat(end.log()).doesNotContain("building");
        }
    }

    @Test
    void whatAScriptCannotDoIsRefused() throws Exception {
        var dumped = dump(new Form(Dump.Format.Plain, Algorithm.Zstd, null), AfterEach.Digest);
        var order = GIVEN.restore(dumped, Servers.fresh("never"));
        var single = Given.owned(order, Ownership.Single, GIVEN.postgres().user(), Map.of(), Privileges.Keep);
        var end = GIVEN.run(single);
        assertThat(end.outcome().reason()).as(end.log()).isEqualTo(FailureReason.NeedsCustomFormat);
    }

    private static Outcome dump(Form form, AfterEach afterEach) throws Exception {
        var order = Given.packed(GIVEN.dump(SOURCE), form.format(), new Compression(form.algorithm(), 3));
        return good(LocalPod.run(Given.locked(order, form.encryption(), afterEach), GIVEN.secretsAnd(keys)));
    }

    private static String ending(Form form) {
        var kind = form.format() == Dump.Format.Custom ? ".dump" : ".sql";
        var packed = Map.of(Algorithm.Zstd, ".zst", Algorithm.Gzip, ".gz", Algorithm.None, "");
        return kind + packed.get(form.algorithm()) + (form.encryption() == null ? "" : ".gpg");
    }

    private static String packing(Algorithm algorithm) {
        return switch (algorithm) {
            case Zstd -> "zstd -q -c";
            case Gzip -> "gzip -c";
            case None -> "cat";
        };
    }

    private static String locking(Form form) {
        if (form.encryption() == null) {
            return "cat";
        }
        var gpg = "gpg --batch --quiet --trust-model always --pinentry-mode loopback ";
        return BY_SECRET.equals(form.encryption())
                ? gpg + "--passphrase-fd 3 --symmetric 3< <(printf '%s' \"$PASSPHRASE\")"
                : gpg + "--encrypt --recipient ops@example.com";
    }

    private static Map<String, String> byHand() throws Exception {
        var env = Programs.byHand(GIVEN);
        env.put("GNUPGHOME", gpg.home().toString());
        env.put("PASSPHRASE", PASSPHRASE);
        return env;
    }

    private static Manifest manifest(Outcome dumped) throws Exception {
        var key = requireNonNull(dumped.artifact()).manifest();
        return Json.MAPPER.readValue(GIVEN.contents().text(key), Manifest.class);
    }

    private static String tables(String database) {
        return Programs.portrait(GIVEN.postgres(), database).replaceFirst("(?s)UTF8\\|.*", "");
    }

    private static Outcome good(LocalPod.End end) {
        assertThat(end.outcome().reason()).as(end.log()).isNull();
        assertThat(end.exitCode()).as(end.log()).isZero();
        return end.outcome();
    }
}
