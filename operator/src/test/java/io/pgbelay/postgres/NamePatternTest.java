package io.pgbelay.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.api.Dump;
import io.pgbelay.rig.BesideTheLoops;
import io.pgbelay.rig.Given;
import io.pgbelay.rig.Programs;
import io.pgbelay.rig.Servers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What we take for selected is what pg_dump dumps. */
@BesideTheLoops
class NamePatternTest {
    private static final Given GIVEN = new Given(Servers.postgres(), Servers.s3(), "none");
    private static final String DATABASE = Servers.fresh("patterns");

    @BeforeAll
    static void fill() {
        GIVEN.postgres().psql("postgres", "create database " + DATABASE);
        GIVEN.postgres().psql(DATABASE, """
                create schema sales; create schema sales_2025; create schema "Sales"; create schema "od.d$*";
                create table sales.orders (i int); create table sales.orders_old (i int); create table sales."Orders" (i int);
                create table sales_2025.orders (i int); create table "Sales".orders (i int);
                create table "od.d$*"."a|b" (i int); create table "od.d$*".a (i int); create table "od.d$*"."q""q" (i int);
                create table other (i int); create table parts (i int) partition by range (i);
                create table parts_1 partition of parts for values from (0) to (9);
                create view sales.v as select 1;""");
    }

    static Stream<Dump> selections() {
        return Stream.of(
                selected(List.of(), List.of(), List.of(), List.of()),
                selected(List.of("sales"), List.of(), List.of(), List.of()),
                selected(List.of("SALES*"), List.of(), List.of(), List.of()),
                selected(List.of("sales*"), List.of("*_2025"), List.of(), List.of()),
                selected(List.of("\"Sales\"", "public"), List.of(), List.of(), List.of("*.parts")),
                selected(List.of("*"), List.of("sal?s"), List.of(), List.of("sales.*")),
                selected(List.of(), List.of("s(ales|x)*"), List.of(), List.of()),
                selected(List.of("sales_[0-9]+"), List.of(), List.of(), List.of()),
                selected(List.of("\"od.d$*\""), List.of(), List.of(), List.of("*.\"a|b\"")),
                selected(List.of(), List.of(), List.of("sales.*"), List.of("*.orders_*")),
                selected(List.of(), List.of(), List.of("*.orders", "public.parts"), List.of()),
                selected(List.of(), List.of(), List.of("\"od.d$*\".\"q\"\"q\"", "*.a"), List.of()),
                selected(List.of(), List.of(), List.of("*.*"), List.of("sales*.*", "public.o*")),
                selected(List.of(), List.of(), List.of(), List.of("*.*o*")));
    }

    @ParameterizedTest
    @MethodSource("selections")
    void lockedIsWhatPgDumpTakes(Dump dump) throws Exception {
        var server = Server.find(GIVEN.server(), GIVEN.secrets());
        var selection = Selection.of(dump);
        try (var holder = Holder.take(server.open(DATABASE, "holder"), selection, Duration.ofSeconds(60));
                var session = server.open(DATABASE, "test")) {
            var locked = session.texts("""
                    select c.relname from pg_locks l join pg_class c on c.oid = l.relation
                    join pg_stat_activity a on a.pid = l.pid
                    where a.application_name = 'pgbelay holder' and l.locktype = 'relation' and c.relkind in ('r', 'p')
                      and c.relnamespace <> 'pg_catalog'::regnamespace and a.datname = current_database()
                    order by c.relnamespace::regnamespace::text collate "C", c.relname collate "C"
                    """);
            assertThat(locked).isEqualTo(dumped(dump));
            assertThat(holder.instant().snapshot()).isNotBlank();
        }
    }

    @Test
    void whatMatchesNothingIsNamed() throws Exception {
        var selection = Selection.of(selected(List.of("sales", "slaes"), List.of(), List.of(), List.of()));
        try (var session = Server.find(GIVEN.server(), GIVEN.secrets()).open(DATABASE, "test")) {
            assertThat(selection.idle(session)).containsExactly("schemas: slaes");
        }
    }

    /** Names of the tables that pg_dump dumps, in the order of schema and name. */
    private static List<String> dumped(Dump dump) throws Exception {
        var command = new ArrayList<>(
                io.pgbelay.pgclient.DumpCommand.of("dbname=" + DATABASE, "none", Duration.ofSeconds(60), dump, false));
        command.removeIf(word -> word.startsWith("--snapshot") || word.startsWith("--format"));
        command.set(0, GIVEN.postgres().binDir().resolve("pg_dump").toString());
        command.add("--schema-only");
        var result = Programs.run(command, Programs.env(GIVEN));
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result.output()
                .lines()
                .filter(line -> line.startsWith("-- Name: ") && line.contains("; Type: TABLE; "))
                .map(line -> line.replaceFirst("-- Name: (.*); Type: TABLE; Schema: (.*); Owner: .*", "$2 $1"))
                .sorted()
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .toList();
    }

    private static Dump selected(
            List<String> schemas, List<String> excludeSchemas, List<String> tables, List<String> excludeTables) {
        return new Dump(
                Dump.Format.Custom,
                "60s",
                Dump.Fingerprint.None,
                schemas,
                excludeSchemas,
                tables,
                excludeTables,
                List.of(),
                false,
                1);
    }
}
