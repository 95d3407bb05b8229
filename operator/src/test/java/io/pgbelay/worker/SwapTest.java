package io.pgbelay.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pgbelay.api.Check;
import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Order;
import io.pgbelay.contract.Outcome;
import io.pgbelay.demo.Contents;
import io.pgbelay.playground.postgres.PostgresServer;
import io.pgbelay.rig.BesideTheLoops;
import io.pgbelay.rig.Given;
import io.pgbelay.rig.LocalPod;
import io.pgbelay.rig.Servers;
import io.pgbelay.rig.Swaps;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A backup takes the place of a live database, and the old one comes back: real servers, a worker as a process. */
@BesideTheLoops
class SwapTest {
    private static final Given GIVEN = Given.freshBucket();
    private static final PostgresServer POSTGRES = GIVEN.postgres();
    private static final String SOURCE = Servers.fresh("past");
    private static Outcome dumped = new Outcome(null, "", List.of(), null, null, null, null, null);
    private final String live = Servers.fresh("present");

    @BeforeAll
    static void oneBackup() throws Exception {
        POSTGRES.psql("postgres", """
                create role shop_owner; create role shop_reader; create role shop_limited;
                create database %s""".formatted(SOURCE));
        POSTGRES.psql(SOURCE, "create table t as select i, md5(i::text) from generate_series(1, 20000) i");
        var end = GIVEN.run(GIVEN.dump(SOURCE));
        assertThat(end.outcome().reason()).as(end.log()).isNull();
        dumped = end.outcome();
    }

    @BeforeEach
    void aLiveDatabase() {
        POSTGRES.psql("postgres", "create database %1$s owner shop_owner connection limit 77".formatted(live));
        POSTGRES.psql("postgres", """
                comment on database %1$s is 'the shop''s own';
                alter database %1$s set work_mem to '7MB';
                alter database %1$s set search_path to 'a b', public;
                alter role shop_reader in database %1$s set statement_timeout to '5s';
                revoke connect, temporary on database %1$s from public;
                grant connect on database %1$s to shop_reader with grant option;
                grant create on database %1$s to shop_limited""".formatted(live));
        POSTGRES.psql(live, "create table t as select i, 'spoilt' as md5 from generate_series(1, 7) i");
    }

    @Test
    void theBackupStandsInItsPlaceAndWearsWhatItWore() throws Exception {
        var worn = worn(live);
        var before = Contents.of(POSTGRES, live);

        var end =
                Swaps.ofBackup(GIVEN, dumped, live).carryOut(new Check("has-rows", "select count(*) from t", "20000"));

        assertThat(end.outcome().reason()).as(end.log()).isNull();
        assertThat(Contents.of(POSTGRES, SOURCE).differencesFrom(Contents.of(POSTGRES, live)))
                .isEqualTo(Map.of());
        assertThat(worn(live)).isEqualTo(worn);
        assertThat(comment(live)).startsWith("the shop's own pgbelay:");
        var kept = requireNonNull(end.outcome().kept());
        assertThat(kept.database()).startsWith(live + "_before_");
        assertThat(POSTGRES.psql(
                        "postgres", "select datallowconn from pg_database where datname = '" + kept.database() + "'"))
                .isEqualToIgnoringNewLines("f");
        POSTGRES.psql("postgres", "alter database " + kept.database() + " allow_connections true");
        assertThat(before.differencesFrom(Contents.of(POSTGRES, kept.database())))
                .isEqualTo(Map.of());
    }

    @Test
    void theOldDatabaseComesBackAsItWas() throws Exception {
        var worn = worn(live);
        var comment = comment(live);
        var oid = oid(live);
        var before = Contents.of(POSTGRES, live);
        var swap = Swaps.ofBackup(GIVEN, dumped, live);
        var swapped = swap.carryOut().outcome();

        var end = Swaps.undo(swap, swapped).carryOut();

        assertThat(end.outcome().reason()).as(end.log()).isNull();
        assertThat(oid(live)).isEqualTo(oid);
        assertThat(worn(live)).isEqualTo(worn);
        assertThat(comment(live)).isEqualTo(comment);
        assertThat(before.differencesFrom(Contents.of(POSTGRES, live))).isEqualTo(Map.of());
    }

    @Test
    void anUndoThatCameTooLateTouchesNothing() throws Exception {
        var first = Swaps.ofBackup(GIVEN, dumped, live);
        var firstEnd = first.carryOut().outcome();
        assertThat(Swaps.ofBackup(GIVEN, dumped, live).carryOut().outcome().reason())
                .isNull();
        var oid = oid(live);

        var end = GIVEN.run(Swaps.undo(first, firstEnd).rehearse());

        assertThat(end.outcome().reason()).as(end.log()).isEqualTo(FailureReason.SupersededBySwap);
        assertThat(oid(live)).isEqualTo(oid);
    }

    @Test
    void aConfirmationHoldsForOneDatabaseAndIsUsedOnce() throws Exception {
        var swap = Swaps.ofBackup(GIVEN, dumped, live);
        var word =
                swap.confirm(requireNonNull(GIVEN.run(swap.rehearse()).outcome().live()));
        POSTGRES.psql("postgres", "alter database %1$s rename to %1$s_away; create database %1$s".formatted(live));
        var oid = oid(live);
        refused(swap.swap(word), FailureReason.TargetChanged);
        assertThat(oid(live)).isEqualTo(oid);

        var again = Swaps.ofBackup(GIVEN, dumped, live);
        assertThat(again.carryOut().outcome().reason()).isNull();
        var after = oid(live);
        refused(again.swap(word), FailureReason.DatabaseExists);
        assertThat(oid(live)).isEqualTo(after);
    }

    @Test
    void aCheckThatFailsReplacesNothingAndLeavesNothing() throws Exception {
        var oid = oid(live);
        var end = Swaps.ofBackup(GIVEN, dumped, live).carryOut(new Check("full", "select count(*) from t", "1"));

        assertThat(end.outcome().reason()).as(end.log()).isEqualTo(FailureReason.CheckFailed);
        assertThat(end.outcome().message()).contains("check full said '20000'");
        assertThat(oid(live)).isEqualTo(oid);
        assertThat(databases()).doesNotContain(live + "_belay_", live + "_before_");
    }

    @Test
    void whatWouldBreakIsRefusedBeforeAnythingIsDone() throws Exception {
        var swap = Swaps.ofBackup(GIVEN, dumped, live);
        POSTGRES.psql(live, "create publication news for all tables");
        refused(swap.rehearse(), FailureReason.ReplicationBound, "news");
        assertThat(GIVEN.run(swap.withRoom(null, List.of("news")).rehearse())
                        .outcome()
                        .reason())
                .isNull();
        POSTGRES.psql(live, "drop publication news");

        POSTGRES.psql(live, "begin; create table half_way (); prepare transaction 'two-phase'");
        refused(swap.rehearse(), FailureReason.PreparedTransactions, "two-phase");
        POSTGRES.psql(live, "rollback prepared 'two-phase'");

        refused(swap.withRoom(1_000L, List.of()).rehearse(), FailureReason.DiskTooSmall, "freeBytes is 1000");
        refused(
                Swaps.ofBackup(GIVEN, dumped, "nowhere_at_all").rehearse(),
                FailureReason.DatabaseMissing,
                "nowhere_at_all");
        refused(
                Swaps.ofBackup(GIVEN, dumped, "postgres").rehearse(),
                FailureReason.SessionsUnendable,
                "maintenanceDatabase");
    }

    @Test
    void aCopyThatGrowsBeyondItsRoomIsDropped() throws Exception {
        var swap = Swaps.ofBackup(GIVEN, dumped, live);
        var word =
                swap.confirm(requireNonNull(GIVEN.run(swap.rehearse()).outcome().live()));
        var oid = oid(live);
        var order = swap.withRoom(2_500_000L, List.of()).swap(word);

        var end = GIVEN.run(order);

        assertThat(end.outcome().reason()).as(end.log()).isEqualTo(FailureReason.DiskBudgetExceeded);
        assertThat(oid(live)).isEqualTo(oid);
        assertThat(databases()).doesNotContain(live + "_belay_");
    }

    @Test
    void aRoleThatMayNotEndSomebodysSessionsIsToldSo() throws Exception {
        POSTGRES.psql(
                "postgres",
                "create role half createdb login password 'only-for-this-test' in role shop_owner;"
                        + " alter role shop_reader reset all; alter database " + live + " connection limit -1;"
                        + " alter role shop_reader in database " + live + " reset all");
        var secrets = new java.util.HashMap<>(GIVEN.secrets());
        secrets.put(io.pgbelay.contract.PodEnv.PG_USER, "half");
        secrets.put(io.pgbelay.contract.PodEnv.PG_PASSWORD, "only-for-this-test");
        var swap = Swaps.ofBackup(GIVEN, dumped, live);
        try (var guest = new Guest(POSTGRES, live)) {
            guest.ask("select 1");
            var end = LocalPod.run(swap.rehearse(), secrets);
            assertThat(end.outcome().reason()).as(end.log()).isEqualTo(FailureReason.SessionsUnendable);
            assertThat(end.outcome().message()).contains(POSTGRES.user());
        }
        var end = LocalPod.run(swap.rehearse(), secrets);
        assertThat(end.outcome().reason()).as(end.log()).isNull();
        POSTGRES.psql("postgres", "alter role half nocreatedb");
        assertThat(LocalPod.run(swap.rehearse(), secrets).outcome().reason()).isEqualTo(FailureReason.PermissionDenied);
    }

    /** Whatever was acknowledged before the swap is in the old database, and comes back with it. */
    @Test
    void aClientThatWritesAllTheWhileSeesTheOldOrTheNewAndNeverAHalf() throws Exception {
        POSTGRES.psql(live, "create table later (i int primary key)");
        var swap = Swaps.ofBackup(GIVEN, dumped, live);
        try (var writers = Writers.start(POSTGRES, live, 4)) {
            await().atMost(Duration.ofMinutes(1)).until(() -> writers.acknowledged() > 50);
            var swapped = swap.carryOut();
            assertThat(swapped.outcome().reason()).as(swapped.log()).isNull();
            await().atMost(Duration.ofMinutes(1)).until(() -> writers.sawNew() > 5);
            var acknowledged = writers.acknowledged();

            var undone = Swaps.undo(swap, swapped.outcome()).carryOut();
            assertThat(undone.outcome().reason()).as(undone.log()).isNull();
            await().atMost(Duration.ofMinutes(1)).until(() -> writers.acknowledged() > acknowledged + 20);
            writers.stop();

            assertThat(writers.halves()).isEmpty();
            var there = POSTGRES.psql(live, "select count(*) from later").strip();
            assertThat(Integer.parseInt(there)).isGreaterThanOrEqualTo(writers.acknowledged());
        }
    }

    private void refused(Order order, FailureReason reason, String... words) throws Exception {
        var end = GIVEN.run(order);
        assertThat(end.outcome().reason()).as(end.log()).isEqualTo(reason);
        assertThat(List.of(words)).allMatch(end.outcome().message()::contains);
    }

    private static String worn(String database) {
        return POSTGRES.psql("postgres", """
                select pg_get_userbyid(datdba), datconnlimit, datallowconn,
                  (select array_agg(a::text order by a::text) from unnest(datacl) a),
                  (select array_agg(setrole::regrole || ': ' || one order by setrole::regrole::text, one)
                    from pg_db_role_setting, unnest(setconfig) one where setdatabase = d.oid)
                from pg_database d where datname = '%s'""".formatted(database));
    }

    private static String comment(String database) {
        return POSTGRES.psql(
                        "postgres",
                        "select shobj_description(oid, 'pg_database') from pg_database where datname = '%s'"
                                .formatted(database))
                .strip();
    }

    private static String oid(String database) {
        return POSTGRES.psql("postgres", "select oid from pg_database where datname = '" + database + "'");
    }

    private static String databases() {
        return POSTGRES.psql("postgres", "select datname from pg_database");
    }
}
