package io.pgbelay.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.api.Dump;
import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Json;
import io.pgbelay.contract.Manifest;
import io.pgbelay.contract.Outcome;
import io.pgbelay.rig.BesideTheLoops;
import io.pgbelay.rig.Given;
import io.pgbelay.rig.LocalPod;
import io.pgbelay.rig.Servers;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A part of a database is backed up, and comes back. */
@BesideTheLoops
class SelectionTest {
    private static final Given GIVEN = Given.freshBucket();
    private static final String DATABASE = Servers.fresh("selected");

    @BeforeAll
    static void fill() {
        GIVEN.postgres().psql("postgres", "create database " + DATABASE);
        GIVEN.postgres().psql(DATABASE, """
                create extension pg_trgm;
                create schema app; create schema logs;
                create table app.names (id serial primary key, name text);
                create index on app.names using gin (name public.gin_trgm_ops);
                insert into app.names (name) select 'name ' || i from generate_series(1, 100) i;
                create table app.noise as select i from generate_series(1, 1000) i;
                create table logs.lines as select i from generate_series(1, 500) i;
                select lo_from_bytea(4711, 'large');""");
    }

    @Test
    void schemasWithWhatTheyNeed() throws Exception {
        var dumped = good(
                GIVEN.run(Given.asked(GIVEN.dump(DATABASE), selected(List.of("app"), List.of(), List.of("*.noise")))));
        assertThat(requireNonNull(dumped.artifact()).selfContained()).isFalse();
        assertThat(dumped.artifact().rows()).isEqualTo(100);
        assertThat(manifest(dumped).selfContained()).isFalse();
        var target = Servers.fresh("part");
        var restored = good(GIVEN.run(GIVEN.restore(dumped, target)));
        assertThat(requireNonNull(restored.comparison()).differences()).isEmpty();
        assertThat(GIVEN.postgres().psql(target, """
                select count(*) from app.names; select count(*) from app.noise; select to_regclass('logs.lines') is null;
                select convert_from(lo_get(4711), 'UTF8'); select extname from pg_extension order by 1""")).isEqualToIgnoringNewLines("1000tlargepg_trgmplpgsql");
    }

    @Test
    void tablesAlone() throws Exception {
        var dumped =
                good(GIVEN.run(Given.asked(GIVEN.dump(DATABASE), selected(List.of(), List.of("logs.*"), List.of()))));
        assertThat(requireNonNull(dumped.artifact()).rows()).isEqualTo(500);
        assertThat(dumped.artifact().tables()).isEqualTo(1);
    }

    @Test
    void aPatternThatMatchesNothing() throws Exception {
        var end = GIVEN.run(Given.asked(GIVEN.dump(DATABASE), selected(List.of("app", "lgos"), List.of(), List.of())));
        assertThat(end.outcome().reason()).as(end.log()).isEqualTo(FailureReason.NothingSelected);
        assertThat(end.outcome().message()).contains("lgos");
        var unreadable = GIVEN.run(Given.asked(GIVEN.dump(DATABASE), selected(List.of("app("), List.of(), List.of())));
        assertThat(unreadable.outcome().reason()).as(end.log()).isEqualTo(FailureReason.NothingSelected);
    }

    private static Dump selected(List<String> schemas, List<String> tables, List<String> excludeTableData) {
        return new Dump(
                Dump.Format.Custom,
                "60s",
                Dump.Fingerprint.Checksums,
                schemas,
                List.of(),
                tables,
                List.of(),
                excludeTableData,
                true,
                1);
    }

    private static Manifest manifest(Outcome dumped) throws Exception {
        return Json.MAPPER.readValue(
                GIVEN.contents().text(requireNonNull(dumped.artifact()).manifest()), Manifest.class);
    }

    private static Outcome good(LocalPod.End end) {
        assertThat(end.outcome().reason()).as(end.log()).isNull();
        return end.outcome();
    }
}
