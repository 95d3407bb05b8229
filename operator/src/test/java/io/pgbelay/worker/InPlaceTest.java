package io.pgbelay.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pgbelay.api.Comparison;
import io.pgbelay.api.Dump;
import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Limits;
import io.pgbelay.contract.Mark;
import io.pgbelay.contract.Order;
import io.pgbelay.contract.Outcome;
import io.pgbelay.contract.PodEnv;
import io.pgbelay.demo.Contents;
import io.pgbelay.playground.postgres.PostgresServer;
import io.pgbelay.postgres.Fence;
import io.pgbelay.rig.Altered;
import io.pgbelay.rig.BesideTheLoops;
import io.pgbelay.rig.Given;
import io.pgbelay.rig.LocalPod;
import io.pgbelay.rig.Servers;
import io.pgbelay.rig.Swaps;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a database holds is replaced in one transaction, by a role that owns the database and may make none: real servers, a
 * worker as a process.
 */
@BesideTheLoops
class InPlaceTest {
    private static final Given GIVEN = Given.freshBucket();
    private static final PostgresServer POSTGRES = GIVEN.postgres();
    private static final String ROLE = Servers.fresh("tenant");
    private static final String SOURCE = Servers.fresh("inplace_past");
    private static final String SHOP = """
            create extension if not exists hstore;
            create schema "Lager #1"; create type color as enum ('red', 'blue'); create domain pin as text check (value <> '');
            create table customer (id serial primary key, name text, hue color, pin pin, more public.hstore);
            insert into customer (name, hue, pin, more) select 'n' || i, 'red', 'x', 'a=>1' from generate_series(1, %d) i;
            create table "Lager #1"."Täglich" (day date, amount int, customer int references customer) partition by range (day);
            create table "Lager #1".p1 partition of "Lager #1"."Täglich" for values from ('2026-01-01') to ('2027-01-01');
            alter table "Lager #1"."Täglich" add primary key (day, customer);
            insert into "Lager #1"."Täglich" select '2026-01-01'::date + i %% 300, i, i from generate_series(1, %d) i;
            create index on customer (public.akeys(more));
            create view busy as select customer, sum(amount) from "Lager #1"."Täglich" group by 1;
            create materialized view total as select count(*) from customer;
            create function twice(i int) returns int language sql as 'select 2 * i';
            create aggregate most(int) (sfunc = int4larger, stype = int);
            create table child () inherits (customer);
            create table slice (k int) partition by range (k); create table slice_1 partition of slice default;
            create table counted (n int generated always as identity, s bigserial);
            comment on table customer is 'what; they
            are \\connect called';
            select lo_from_bytea(0, 'large');
            """;
    private static Outcome dumped = new Outcome(null, "", List.of(), null, null, null, null, null);
    private final String live = Servers.fresh("inplace_live");
    private final Map<String, String> secrets = new HashMap<>(GIVEN.secrets());

    @BeforeAll
    static void oneBackup() throws Exception {
        POSTGRES.psql("postgres", """
                create role %1$s login password 'tenant'; create database %2$s owner %1$s""".formatted(ROLE, SOURCE));
        POSTGRES.psql(SOURCE, "create extension hstore; set role " + ROLE + ";" + SHOP.formatted(5000, 4000));
        var end = GIVEN.run(GIVEN.dump(SOURCE));
        assertThat(end.outcome().reason()).as(end.log() + end.outcome()).isNull();
        dumped = end.outcome();
    }

    @BeforeEach
    void aLiveDatabaseOfATenantWhoMayMakeNone() {
        secrets.put(PodEnv.PG_USER, ROLE);
        secrets.put(PodEnv.PG_PASSWORD, "tenant");
        POSTGRES.psql("postgres", """
                create database %1$s owner %2$s connection limit 77;
                comment on database %1$s is 'the shop''s own'""".formatted(live, ROLE));
        POSTGRES.psql(live, "create extension hstore; set role " + ROLE + ";" + SHOP.formatted(70, 7) + """
                create table later (i int); create schema later; create table later.still (i int);
                create function later() returns int language sql as 'select 1';""");
    }

    @Test
    void whatWasMadeLaterIsGoneAndTheDatabaseStays() throws Exception {
        var oid = oid();
        var end = carryOut(Swaps.ofBackup(GIVEN, dumped, live).inPlace());

        assertThat(end.outcome().reason()).as(end.log() + end.outcome()).isNull();
        assertThat(Contents.of(POSTGRES, SOURCE).differencesFrom(Contents.of(POSTGRES, live)))
                .isEqualTo(Map.of());
        assertThat(requireNonNull(end.outcome().comparison()).outcome()).isEqualTo(Comparison.Outcome.Equal);
        assertThat(oid()).isEqualTo(oid);
        assertThat(POSTGRES.psql(live, """
                select coalesce(to_regclass('later')::text, '') || coalesce(to_regclass('later.still')::text, '')
                  || coalesce(to_regproc('later')::text, '')""").strip()).isEmpty();
        assertThat(POSTGRES.psql(live, "select obj_description('customer'::regclass)"))
                .contains("are \\connect called");
        assertThat(POSTGRES.psql(
                        "postgres",
                        "select shobj_description(oid, 'pg_database') || datconnlimit from pg_database where datname = '"
                                + live + "'"))
                .startsWith("the shop's own pgbelay:")
                .endsWith("77\n");
    }

    @Test
    void theSameWordIsNotTakenTwice() throws Exception {
        var request = Swaps.ofBackup(GIVEN, dumped, live).inPlace();
        var word = word(request);
        assertThat(run(request.overwrite(word)).outcome()).matches(Outcome::succeeded);
        POSTGRES.psql(live, "insert into customer (name) values ('since')");

        assertThat(run(request.overwrite(word)).outcome().reason()).isEqualTo(FailureReason.TargetChanged);
        assertThat(rows()).isEqualTo("5001");
    }

    @Test
    void whatCannotBeDoneIsKnownBeforeAnythingIsTouched() throws Exception {
        var request = Swaps.ofBackup(GIVEN, dumped, live).inPlace();
        POSTGRES.psql(live, "create schema strange; create table strange.t (i int)");
        refused(request.rehearse(), FailureReason.PermissionDenied, "may not drop schema strange");
        POSTGRES.psql(live, "drop schema strange cascade; create publication shared for table customer");
        refused(request.rehearse(), FailureReason.ReplicationBound, "shared");
        POSTGRES.psql(live, "drop publication shared; create schema many authorization " + ROLE);
        POSTGRES.psql(live, """
                do $$ begin for i in 1..4000 loop execute format('create table many.t%s (i int)', i);
                if i % 500 = 0 then commit; end if; end loop; end $$""");
        refused(request.rehearse(), FailureReason.TooManyLocks, "locks");
        assertThat(rows()).isEqualTo("70");

        var plain = GIVEN.run(
                Altered.with(GIVEN.dump(SOURCE), "dump", Altered.with(Dump.DEFAULT, "format", Dump.Format.Plain)));
        assertThat(plain.outcome().reason()).as(plain.log()).isNull();
        refused(
                Swaps.ofBackup(GIVEN, plain.outcome(), live).inPlace().rehearse(),
                FailureReason.NeedsCustomFormat,
                "Custom");
    }

    /** Somebody holds a table for ever: a minute is what we wait, and nobody is sent away. */
    @Test
    void aTableThatIsInUseIsWaitedForAndThenNothingIsChanged() throws Exception {
        var request = Swaps.ofBackup(GIVEN, dumped, live).inPlace();
        var word = word(request);
        try (var guest = new Guest(POSTGRES, live)) {
            guest.ask("begin; select 'x'");
            guest.ask("select count(*)::text from customer");
            var end = run(Altered.with(request.overwrite(word), "limits", new Limits(110, 100)));
            assertThat(end.outcome().reason()).as(end.log() + end.outcome()).isEqualTo(FailureReason.LockTimeout);
            assertThat(guest.ask("select count(*)::text from customer")).isEqualTo("70");
        }
    }

    @Test
    void aBackupThatIsDamagedReplacesNothing() throws Exception {
        var request = Swaps.ofBackup(GIVEN, dumped, live).inPlace();
        var word = word(request);
        var manifest = requireNonNull(dumped.artifact());
        var key = manifest.location().replaceFirst("s3://[^/]+/", "");
        GIVEN.contents().flipBit(key);
        try {
            var end = run(request.overwrite(word));
            assertThat(end.outcome().reason()).as(end.log() + end.outcome()).isEqualTo(FailureReason.DigestMismatch);
        } finally {
            GIVEN.contents().flipBit(key);
        }
        assertThat(rows()).isEqualTo("70");
    }

    /** What does not fit in the new contents: the transaction fails in its midst, and all is as it was. */
    @Test
    void aStatementThatFailsChangesNothing() throws Exception {
        changesNothingAfter("revoke usage on type hstore from public", "permission denied for type");
    }

    /** Large objects come late, and pg_restore would put BEGIN and COMMIT of its own around them: an index comes later. */
    @Test
    void aStatementThatFailsAfterTheLargeObjectsChangesNothing() throws Exception {
        changesNothingAfter(
                "revoke execute on function akeys(hstore) from public", "permission denied for function akeys");
    }

    private void changesNothingAfter(String change, String words) throws Exception {
        var request = Swaps.ofBackup(GIVEN, dumped, live).inPlace();
        var word = word(request);
        POSTGRES.psql(live, change);
        refused(request.overwrite(word), FailureReason.PermissionDenied, words);
        assertThat(rows()).isEqualTo("70");
        assertThat(POSTGRES.psql(live, "select count(*) from later").strip()).isEqualTo("0");
    }

    static Stream<Arguments> points() {
        return Stream.concat(
                Stream.of("replace", "reading").map(word -> Arguments.of(word, 0L)),
                IntStream.range(0, 10).mapToObj(i -> Arguments.of("transaction", 80L * i)));
    }

    /** The Pod is killed: the old contents or the new ones stand, whole, and whoever looks afterwards says which. */
    @ParameterizedTest(name = "{1} ms after \"{0}\"")
    @MethodSource("points")
    void aWorkerThatIsKilledLeavesTheOldOrTheNew(String word, long millis) throws Exception {
        var request = Swaps.ofBackup(GIVEN, dumped, live).inPlace();
        var confirm = word(request);
        var oid = Long.parseLong(oid());
        try (var pod = LocalPod.start(request.overwrite(confirm), secrets)) {
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> pod.log().contains(" " + word) || !pod.mover().isAlive());
            assertThat(pod.log()).contains(" " + word);
            Thread.sleep(millis);
            pod.mover().destroyForcibly().waitFor();
            pod.killSidecar();
        }

        var settled = run(request.settle(oid));

        assertThat(settled.outcome().reason()).as(settled.log()).isNull();
        var made = settled.outcome().restored() != null;
        assertThat(rows()).isEqualTo(made ? "5000" : "70");
        assertThat(POSTGRES.psql(live, "select count(*) from \"Lager #1\".\"Täglich\"")
                        .strip())
                .isEqualTo(made ? "4000" : "7");
        assertThat(POSTGRES.psql(live, "select coalesce(to_regclass('later')::text, 'gone')")
                        .strip())
                .isEqualTo(made ? "gone" : "later");
    }

    /** The worker is dead, its transaction is not: whoever looks waits for the end, and finds what it did. */
    @Test
    void aTransactionThatOutlivesItsWorkerIsWaitedFor() throws Exception {
        var request = Swaps.ofBackup(GIVEN, dumped, live).inPlace();
        var uid = request.request().uid();
        try (var left = new Guest(POSTGRES, live);
                var pod = LocalPod.start(request.settle(Long.parseLong(oid())), secrets)) {
            left.ask("begin; " + Fence.untilCommit("overwrite " + uid));
            left.ask("comment on database " + live + " is '" + Mark.made(uid) + "'");
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> POSTGRES.psql("postgres", """
                            select 'there' from pg_stat_activity where application_name = 'pgbelay settle'
                            and datname = '%s'""".formatted(live)).contains("there"));
            left.ask("commit");
            var settled = pod.end();
            assertThat(settled.outcome().restored()).as(settled.log()).isNotNull();
        }
    }

    private LocalPod.End carryOut(Swaps request) throws Exception {
        return run(request.overwrite(word(request)));
    }

    private String word(Swaps request) throws Exception {
        var looked = run(request.rehearse());
        assertThat(looked.outcome().live()).as(looked.log()).isNotNull();
        return request.confirm(requireNonNull(looked.outcome().live()));
    }

    private LocalPod.End run(Order order) throws Exception {
        return LocalPod.run(order, secrets);
    }

    private void refused(Order order, FailureReason reason, String words) throws Exception {
        var end = run(order);
        assertThat(end.outcome().reason()).as(end.log() + end.outcome()).isEqualTo(reason);
        assertThat(end.outcome().message()).contains(words);
    }

    private String oid() {
        return POSTGRES.psql("postgres", "select oid from pg_database where datname = '" + live + "'")
                .strip();
    }

    private String rows() {
        return POSTGRES.psql(live, "select count(*) from only customer").strip();
    }
}
