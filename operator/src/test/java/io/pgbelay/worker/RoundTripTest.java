package io.pgbelay.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pgbelay.api.Compression;
import io.pgbelay.api.Compression.Algorithm;
import io.pgbelay.api.Dump;
import io.pgbelay.api.Verified;
import io.pgbelay.contract.BucketLayout;
import io.pgbelay.contract.Json;
import io.pgbelay.contract.Manifest;
import io.pgbelay.contract.Outcome;
import io.pgbelay.rig.BesideTheLoops;
import io.pgbelay.rig.Given;
import io.pgbelay.rig.LocalPod;
import io.pgbelay.rig.Programs;
import io.pgbelay.rig.Servers;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A backup of all sorts of things comes back, by us and by the standard tools alone. */
@BesideTheLoops
class RoundTripTest {
    private static final String SHOP = "Läden \"1\" $(touch x)";
    private static final Given GIVEN = Given.freshBucket();

    @BeforeAll
    static void fill() throws Exception {
        var shop = "\"" + SHOP.replace("\"", "\"\"") + "\"";
        GIVEN.postgres().psql("postgres", """
                create role "the owner" login;
                create role visitor;
                create database %1$s owner "the owner" template template0 lc_collate 'C' lc_ctype 'C.UTF-8';
                revoke all on database %1$s from public;
                grant connect on database %1$s to visitor;
                comment on database %1$s is 'The shop''s data';
                alter database %1$s set search_path = "$user", public, "Bücher & Ähnliches";
                alter database %1$s set work_mem = '5MB';""".formatted(shop));
        Programs.fill(GIVEN, SHOP);
    }

    @Test
    void aDatabaseComesBackAsItWas() throws Exception {
        var order = GIVEN.dump(SHOP);
        try (var pod = LocalPod.start(order, GIVEN.secrets())) {
            var dumped = good(pod.end());
            assertThat(requireNonNull(dumped.verified()).level()).isEqualTo(Verified.Level.Decoded);
            assertThat(pod.everything())
                    .doesNotContain(GIVEN.postgres().password(), GIVEN.s3().secretKey());

            var name = Servers.fresh("Zurück 😀 ");
            var restored = good(GIVEN.run(GIVEN.restore(dumped, name)));
            assertThat(requireNonNull(restored.restored()).database()).isEqualTo(name);
            assertThat(Programs.portrait(GIVEN.postgres(), name))
                    .isEqualTo(Programs.portrait(GIVEN.postgres(), SHOP))
                    .contains("Größe 😀", "4711", "visitor=c", "work_mem=5MB");
            assertThat(GIVEN.postgres()
                            .psql(
                                    name,
                                    "select shobj_description(oid, 'pg_database') from pg_database"
                                            + " where datname = current_database()"))
                    .startsWith("The shop's data pgbelay:");
            assertThat(GIVEN.postgres().psql("postgres", "select count(*) from pg_database where datname ~ '_belay_'"))
                    .isEqualToIgnoringNewLines("0");
        }
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void standardToolsOpenIt(Algorithm algorithm) throws Exception {
        assumeTrue(Programs.has("aws"), "no aws on this machine");
        var dumped = good(GIVEN.run(Given.packed(GIVEN.dump(SHOP), Dump.Format.Custom, new Compression(algorithm, 2))));
        var manifest = manifest(dumped);
        var env = new HashMap<>(Programs.env(GIVEN));

        var check = Programs.run(List.of("bash", "-c", manifest.restore().check()), env);
        assertThat(check.exitCode()).as(check.output()).isZero();
        assertThat(check.output()).contains("OK");

        var target = Servers.fresh("by_hand");
        GIVEN.postgres().psql("postgres", "create database " + target + " template template0");
        env.put("PGDATABASE", target);
        var restore = Programs.run(List.of("bash", "-c", manifest.restore().restore()), env);
        assertThat(restore.exitCode()).as(restore.output()).isZero();
        assertThat(tables(target)).isEqualTo(tables(SHOP));
    }

    @Test
    void digestsAreInTheirUsualForm() throws Exception {
        var dumped = good(GIVEN.run(GIVEN.dump(SHOP)));
        var key = manifest(dumped).objects().getFirst().key();
        var folder = Files.createDirectory(Servers.household().folder("digests").resolve(Servers.fresh("d")));
        for (var object : List.of(key, BucketLayout.digest(key))) {
            Files.copy(GIVEN.contents().file(object), folder.resolve(object.substring(object.lastIndexOf('/') + 1)));
        }
        var sum = Programs.run(List.of("sh", "-c", "cd '" + folder + "' && sha256sum -c *.sha256"), Map.of());
        assertThat(sum.exitCode()).as(sum.output()).isZero();
        var list = Programs.run(
                List.of("bash", "-c", "cd '" + folder + "' && zstd -q -d *.zst -o dump && pg_restore -l dump"),
                Programs.env(GIVEN));
        assertThat(list.exitCode()).as(list.output()).isZero();
        assertThat(list.output()).contains("TABLE DATA Bücher & Ähnliches Größe 😀");
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
