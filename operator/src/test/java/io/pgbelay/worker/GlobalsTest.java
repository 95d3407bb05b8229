package io.pgbelay.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.api.FailureReason;
import io.pgbelay.api.RestoreTarget.Ownership;
import io.pgbelay.api.RestoreTarget.Privileges;
import io.pgbelay.contract.Globals;
import io.pgbelay.contract.Globals.Use;
import io.pgbelay.contract.Json;
import io.pgbelay.contract.Manifest;
import io.pgbelay.contract.Outcome;
import io.pgbelay.contract.PodEnv;
import io.pgbelay.playground.postgres.PostgresServer;
import io.pgbelay.rig.BesideTheLoops;
import io.pgbelay.rig.Given;
import io.pgbelay.rig.LocalPod;
import io.pgbelay.rig.Servers;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The roles that a database names come back without a login, and no role that is there is ever changed. */
@BesideTheLoops
class GlobalsTest {
    private static final String PASSWORD = "0nly-for-this-test";
    private static final String SOURCE = Servers.fresh("globals");
    private static final Given GIVEN = Given.freshBucket();
    private static final PostgresServer OTHER = Servers.ownPostgres();
    private static final Given THERE = new Given(OTHER, GIVEN.s3(), GIVEN.bucket());
    private static Outcome dumped = new Outcome(null, "", java.util.List.of(), null, null, null, null, null);

    @BeforeAll
    static void dump() throws Exception {
        GIVEN.postgres().psql("postgres", """
                create role "Shop owner" login createdb password '%2$s' valid until '2020-01-01';
                create role shop_readers noinherit; create role "shop ann" login in role shop_readers;
                create role shop_unnamed login; create role shop_tenant;
                create database %1$s owner "Shop owner";
                alter role "shop ann" in database %1$s set work_mem = '9MB';""".formatted(SOURCE, PASSWORD));
        GIVEN.postgres().psql(SOURCE, """
                create extension citext; create extension pg_trgm; -- by a superuser, whose they are no dump says
                create temporary table passing (i int);
                set role "Shop owner";
                create table orders as select i from generate_series(1, 10) i;
                grant select on orders to shop_readers;
                alter table orders enable row level security;
                create policy own on orders to shop_tenant using (i > 3);""");
        dumped = good(GIVEN.run(GIVEN.dump(SOURCE)));
    }

    @AfterAll
    static void close() {
        OTHER.close();
    }

    @Test
    void whatIsWrittenDown() throws Exception {
        var text = GIVEN.contents().text(requireNonNull(dumped.artifact()).manifest());
        var globals = requireNonNull(Json.MAPPER.readValue(text, Manifest.class).globals());
        assertThat(globals.roles())
                .extracting(Globals.Role::name)
                .containsExactly("Shop owner", "shop ann", "shop_readers", "shop_tenant");
        assertThat(globals.roles().getFirst().attributes()).containsExactly("CREATEDB", "LOGIN");
        assertThat(globals.roles())
                .flatExtracting(Globals.Role::uses)
                .containsExactly(Use.Owner, Use.Setting, Use.Grant, Use.Policy);
        assertThat(globals.memberships()).containsExactly(new Globals.Membership("shop_readers", "shop ann", false));
        assertThat(globals.superuser()).isEmpty();
        assertThat(text).doesNotContain("SCRAM", PASSWORD);
    }

    @Test
    void aSuperuserMakesThoseThatAreMissing() throws Exception {
        OTHER.psql("postgres", "create role shop_tenant createdb; create role \"shop ann\" nologin");
        var target = Servers.fresh("made");
        var restored = good(THERE.run(THERE.restore(dumped, target)));
        assertThat(requireNonNull(restored.comparison()).warnings())
                .contains(
                        "role Shop owner was made, without CREATEDB, LOGIN",
                        "role shop_readers was made, without a login");
        assertThat(OTHER.psql("postgres", """
                select rolname, rolcanlogin, rolcreatedb, rolinherit from pg_roles
                where rolname ilike 'shop%' order by rolname collate "C";""")).isEqualTo("""
                Shop owner|f|f|t
                shop ann|f|f|t
                shop_readers|f|f|f
                shop_tenant|f|t|t
                """);
        assertThat(OTHER.psql(target, """
                select relowner::regrole, relacl from pg_class where relname = 'orders';
                select datdba::regrole from pg_database where datname = current_database();
                select setrole::regrole, setconfig from pg_db_role_setting where setrole <> 0;"""))
                .contains("\"Shop owner\"|", "shop_readers=r/", "\"shop ann\"|{work_mem=9MB}");
    }

    @Test
    void rolesThatWereMadeGoAgainWhereTheRestoreFails() throws Exception {
        try (var own = Servers.ownPostgres()) {
            own.psql("postgres", "create role maker login createdb createrole password '" + PASSWORD + "'");
            var there = new Given(own, GIVEN.s3(), GIVEN.bucket());
            var order = there.restore(dumped, "failed");
            GIVEN.contents().flipBit(key());
            try {
                var end = LocalPod.run(order, as(there, "maker"));
                assertThat(end.outcome().reason()).as(end.log()).isEqualTo(FailureReason.DigestMismatch);
            } finally {
                GIVEN.contents().flipBit(key());
            }
            assertThat(own.psql("postgres", "select count(*) from pg_roles where rolname ilike 'shop%'"))
                    .isEqualToIgnoringNewLines("0");
        }
    }

    @Test
    void aPlainOwnerNeedsTheRolesOrASingleOne() throws Exception {
        try (var own = Servers.ownPostgres()) {
            own.psql("postgres", "create role plain login createdb password '" + PASSWORD + "'");
            var there = new Given(own, GIVEN.s3(), GIVEN.bucket());
            var refused = LocalPod.run(there.restore(dumped, "first"), as(there, "plain"));
            assertThat(refused.outcome().reason()).as(refused.log()).isEqualTo(FailureReason.MissingRoles);
            assertThat(refused.outcome().message()).contains("Shop owner", "shop_readers");

            own.psql("postgres", "create role \"Shop owner\"; create role shop_readers; create role shop_tenant");
            var stranger = LocalPod.run(there.restore(dumped, "second"), as(there, "plain"));
            assertThat(stranger.outcome().reason()).as(stranger.log()).isEqualTo(FailureReason.NeedsSuperuser);

            var single =
                    Given.owned(there.restore(dumped, "third"), Ownership.Single, "plain", Map.of(), Privileges.Skip);
            var mine = good(LocalPod.run(single, as(there, "plain")));
            assertThat(requireNonNull(mine.comparison()).differences()).isEmpty();
            assertThat(own.psql("third", "select relowner::regrole, relacl from pg_class where relname = 'orders'"))
                    .isEqualToIgnoringNewLines("plain|");

            own.psql("postgres", "grant \"Shop owner\" to plain");
            good(LocalPod.run(there.restore(dumped, "fourth"), as(there, "plain")));
            assertThat(own.psql("fourth", "select relowner::regrole from pg_class where relname = 'orders'"))
                    .isEqualToIgnoringNewLines("\"Shop owner\"");
        }
    }

    @Test
    void othersTakeThePlaceOfRoles() throws Exception {
        try (var own = Servers.ownPostgres()) {
            own.psql("postgres", """
                    create role "new owner"; create role viewers; create role shop_tenant;
                    create role plain login createdb password '%s'; grant "new owner" to plain;""".formatted(PASSWORD));
            var there = new Given(own, GIVEN.s3(), GIVEN.bucket());
            var owners = Map.of("Shop owner", "new owner", "shop_readers", "viewers");
            var mapped = Given.owned(there.restore(dumped, "mapped"), Ownership.Map, null, owners, Privileges.Keep);
            var restored = good(LocalPod.run(mapped, as(there, "plain")));
            assertThat(requireNonNull(restored.comparison()).differences()).isEmpty();
            assertThat(own.psql("mapped", """
                    select relowner::regrole, relacl from pg_class where relname = 'orders';
                    select datdba::regrole from pg_database where datname = current_database();
                    select polroles::regrole[] from pg_policy;""")).isEqualTo("""
                    "new owner"|{"\\"new owner\\"=arwdDxt/\\"new owner\\"","viewers=r/\\"new owner\\""}
                    "new owner"
                    {shop_tenant}
                    """);
            var nobody = Given.owned(
                    there.restore(dumped, "nobody"),
                    Ownership.Map,
                    null,
                    Map.of("Shop owner", "nobody"),
                    Privileges.Skip);
            var refused = there.run(nobody);
            assertThat(refused.outcome().reason()).as(refused.log()).isEqualTo(FailureReason.MissingRoles);
            assertThat(refused.outcome().message()).contains("nobody");
        }
    }

    @Test
    void whatOnlyASuperuserMayMakeIsKnownBefore() throws Exception {
        var source = Servers.fresh("mighty");
        GIVEN.postgres().psql("postgres", "create role modest login createdb password '" + PASSWORD + "'");
        GIVEN.postgres().psql("postgres", "create database " + source + " owner modest");
        GIVEN.postgres().psql(source, """
                create function pid() returns int language internal as 'pg_backend_pid';
                create function f() returns event_trigger language plpgsql as 'begin end';
                create event trigger watch on ddl_command_end execute function f();""");
        var mighty = good(GIVEN.run(GIVEN.dump(source)));
        var end = LocalPod.run(
                Given.owned(
                        GIVEN.restore(mighty, Servers.fresh("modest")),
                        Ownership.Single,
                        "modest",
                        Map.of(),
                        Privileges.Skip),
                as(GIVEN, "modest"));
        assertThat(end.outcome().reason()).as(end.log()).isEqualTo(FailureReason.NeedsSuperuser);
        assertThat(end.outcome().message())
                .contains("event trigger watch", "function public.pid() in language internal");
        assertThat(end.outcome().stages()).isEmpty();
        good(GIVEN.run(GIVEN.restore(mighty, Servers.fresh("mighty"))));
    }

    private static String key() {
        return requireNonNull(dumped.artifact()).location().replaceFirst("s3://[^/]*/", "");
    }

    private static Map<String, String> as(Given given, String role) {
        var secrets = new HashMap<>(given.secrets());
        secrets.put(PodEnv.PG_USER, role);
        secrets.put(PodEnv.PG_PASSWORD, PASSWORD);
        return secrets;
    }

    private static Outcome good(LocalPod.End end) {
        assertThat(end.outcome().reason()).as(end.log()).isNull();
        return end.outcome();
    }
}
