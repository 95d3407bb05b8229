package io.pgbelay.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.api.Comparison;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.RestoreTarget.Ownership;
import io.pgbelay.api.RestoreTarget.Privileges;
import io.pgbelay.contract.Order;
import io.pgbelay.contract.PodEnv;
import io.pgbelay.rig.BesideTheLoops;
import io.pgbelay.rig.Given;
import io.pgbelay.rig.Gpg;
import io.pgbelay.rig.LocalPod;
import io.pgbelay.rig.Programs;
import io.pgbelay.rig.Servers;
import io.pgbelay.storage.ObjectStores;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dumps that others wrote by the commands of their runbooks come back from any key of a bucket. */
@BesideTheLoops
class ForeignTest {
    private static final Given GIVEN = Given.freshBucket();
    private static final String SOURCE = Servers.fresh("foreign");
    private static final String PASSPHRASE = "corrèct $horse 'battery'";
    private static final String SYMMETRIC = "--passphrase-fd 3 --symmetric 3< <(printf '%s' \"$PASSPHRASE\")";
    private static final String FOR_OPS = "--encrypt --recipient ops@example.com";

    private static Gpg gpg;
    private static String privateKey = "";

    @BeforeAll
    static void fill() throws Exception {
        gpg = Gpg.open();
        gpg.make("ops@example.com", "");
        privateKey = gpg.privateKey("ops@example.com", "");
        GIVEN.postgres().psql("postgres", "create database " + SOURCE);
        GIVEN.postgres().psql(SOURCE, """
                create schema "Bücher";
                create table "Bücher"."Größe 😀" (id bigint generated always as identity primary key, "naïve 'name" text);
                insert into "Bücher"."Größe 😀" ("naïve 'name")
                  select 'Zeile ' || i || E' mit\\t\\\\ und \\n' from generate_series(1, 3000) i;
                create sequence numbers start 100 increment 7;
                select nextval('numbers');
                select lo_from_bytea(4711, convert_to(repeat('large object ', 1000), 'UTF8'));""");
    }

    @AfterAll
    static void close() throws Exception {
        gpg.close();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "orders.sql;            pg_dump",
                "2026/11/orders.sql.gz; pg_dump | gzip",
                "orders.dump;           pg_dump -Fc",
                "orders.dump.zst;       pg_dump -Fc -Z0 | zstd -q -c",
                "orders.tar;            pg_dump -Ft",
                "no ending at all;      pg_dump -Fc",
                "orders.sql.gz.enc;     pg_dump | gzip | $ENC",
                "orders.dump.enc;       pg_dump -Fc | $ENC -pbkdf2",
                "orders.sql.enc;        pg_dump --inserts | $ENC -pbkdf2",
                "orders.sql.gz.gpg;     pg_dump | gzip | $GPG SYMMETRIC",
                "orders.dump.gpg;       pg_dump -Fc | $GPG FOR_OPS",
                "orders.dump.asc;       pg_dump -Fc | $GPG --armor FOR_OPS",
            })
    void comesBack(String key, String command) throws Exception {
        put(key, written(command));
        var target = Servers.fresh("back");
        var end = LocalPod.run(order(key, target), secrets());
        assertThat(end.outcome().reason()).as(end.log()).isNull();
        assertThat(tables(target)).isEqualTo(tables(SOURCE)).contains("4711|");
        var comparison = requireNonNull(end.outcome().comparison());
        assertThat(comparison.outcome()).isEqualTo(Comparison.Outcome.NotRecorded);
        assertThat(comparison.warnings()).anyMatch(warning -> warning.contains(key + ".sha256"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pg_dump",
                "pg_dump | gzip",
                "pg_dump -Fc",
                "pg_dump -Fc | $ENC -pbkdf2",
                "pg_dump -Fc -Z0 | zstd -q -c",
                "pg_dump | gzip | $GPG FOR_OPS"
            })
    void withoutItsEndNothingComesOfIt(String command) throws Exception {
        var whole = written(command);
        put("cut", Arrays.copyOf(whole, whole.length * 2 / 3));
        var target = Servers.fresh("never");
        var end = LocalPod.run(order("cut", target), secrets());
        assertThat(end.outcome().reason())
                .as(end.log())
                .isIn(FailureReason.DumpIncomplete, FailureReason.RestoreFailed);
        assertThat(GIVEN.postgres().psql("postgres", "select datname from pg_database"))
                .doesNotContain(target);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "pg_dump --create;             ScriptLeavesDatabase",
                "pg_dumpall;                   ScriptLeavesDatabase",
                "pg_dump | $ENC -k other;      DecryptionKeyWrong",
                "head -c 100000 /dev/urandom;  NotADump",
                "head -c 100000 /dev/zero;     NotADump",
                "true;                         NotADump",
            })
    void isRefused(String command, FailureReason reason) throws Exception {
        put("refused", written(command));
        refused("refused", reason);
    }

    @Test
    void thatIsNotThere() throws Exception {
        refused("nobody/wrote/this.sql", FailureReason.ArtifactMissing);
    }

    @Test
    void isHeldAgainstItsDigest() throws Exception {
        var dump = written("pg_dump -Fc");
        put("with.dump", dump);
        put("with.dump.sha256", sha256sum(Arrays.copyOf(dump, dump.length - 1)));
        refused("with.dump", FailureReason.DigestMismatch);

        put("good.dump", dump);
        put("good.dump.sha256", sha256sum(dump));
        var end = LocalPod.run(order("good.dump", Servers.fresh("back")), secrets());
        assertThat(end.outcome().reason()).as(end.log()).isNull();
        assertThat(requireNonNull(end.outcome().comparison()).warnings()).isEmpty();
    }

    @Test
    void withOneOwner() throws Exception {
        put("owned.dump", written("pg_dump -Fc"));
        put("owned.sql", written("pg_dump"));
        GIVEN.postgres().psql("postgres", "create role heir");
        var target = Servers.fresh("owned");
        var order = Given.owned(order("owned.dump", target), Ownership.Single, "heir", Map.of(), Privileges.Skip);
        var end = LocalPod.run(order, secrets());
        assertThat(end.outcome().reason()).as(end.log()).isNull();
        assertThat(GIVEN.postgres().psql(target, "select tableowner from pg_tables where schemaname = 'Bücher'"))
                .contains("heir");

        var script = Given.owned(order("owned.sql", "never"), Ownership.Single, "heir", Map.of(), Privileges.Keep);
        assertThat(LocalPod.run(script, secrets()).outcome().reason()).isEqualTo(FailureReason.NeedsCustomFormat);
    }

    private static void refused(String key, FailureReason reason) throws Exception {
        var end = LocalPod.run(order(key, Servers.fresh("never")), secrets());
        assertThat(end.outcome().reason()).as(end.log()).isEqualTo(reason);
        assertThat(end.log()).doesNotContain("building");
    }

    private static Order.Restore order(String key, String target) {
        return GIVEN.restore(key, target);
    }

    private static Map<String, String> secrets() {
        return GIVEN.secretsAnd(Map.of(PodEnv.PASSPHRASE, PASSPHRASE, PodEnv.PRIVATE_KEY, privateKey));
    }

    private static void put(String key, byte[] bytes) {
        try (var store = ObjectStores.open(GIVEN.storage(), GIVEN.secrets())) {
            store.delete(key, null);
            store.put(key, bytes);
        }
    }

    private static byte[] sha256sum(byte[] bytes) {
        return (io.pgbelay.stream.CountingDigest.of(bytes) + "  good.dump\n").getBytes(StandardCharsets.UTF_8);
    }

    /** What a runbook's command writes. */
    private static byte[] written(String command) throws Exception {
        var folder = Servers.household().folder(Servers.fresh("runbook-"));
        var env = new HashMap<>(Programs.env(GIVEN));
        env.put("PGDATABASE", SOURCE);
        env.put("PASSPHRASE", PASSPHRASE);
        env.put("GNUPGHOME", gpg.home().toString());
        env.put("ENC", "openssl enc -aes-256-cbc -salt " + (command.contains(" -k ") ? "" : "-pass env:PASSPHRASE"));
        env.put("GPG", "gpg --batch --quiet --trust-model always --pinentry-mode loopback");
        var words = command.replace("SYMMETRIC", SYMMETRIC).replace("FOR_OPS", FOR_OPS);
        var script = "set -o pipefail; { " + words + "; } 2>/dev/null >'" + folder.resolve("out") + "'";
        var result = Programs.run(List.of("bash", "-c", script), env);
        assertThat(result.exitCode()).as(command + "\n" + result.output()).isZero();
        return Files.readAllBytes(folder.resolve("out"));
    }

    private static String tables(String database) {
        return Programs.portrait(GIVEN.postgres(), database).replaceFirst("(?s)UTF8\\|.*", "");
    }
}
