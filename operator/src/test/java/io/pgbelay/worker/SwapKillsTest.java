package io.pgbelay.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pgbelay.api.Check;
import io.pgbelay.api.LiveDatabase;
import io.pgbelay.contract.Outcome;
import io.pgbelay.playground.postgres.PostgresServer;
import io.pgbelay.rig.Given;
import io.pgbelay.rig.LocalPod;
import io.pgbelay.rig.Servers;
import io.pgbelay.rig.Swaps;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The Pod of a swap is killed (-9) anywhere between its first and its last word. The live database is the old or the new
 * one, whole and open; whoever looks afterwards says which; what was swapped can be undone, and what was not leaves nothing.
 */
class SwapKillsTest {
    private static final Given GIVEN = Given.freshBucket();
    private static final PostgresServer POSTGRES = GIVEN.postgres();
    private static final String SOURCE = Servers.fresh("kills_past");
    private static Outcome dumped = new Outcome(null, "", List.of(), null, null, null, null, null);

    @BeforeAll
    static void oneBackup() throws Exception {
        POSTGRES.psql("postgres", "create database " + SOURCE);
        POSTGRES.psql(SOURCE, """
                create table t as select i, md5(i::text) from generate_series(1, 100000) i;
                create index on t (md5);""");
        var end = GIVEN.run(GIVEN.dump(SOURCE));
        assertThat(end.outcome().reason()).as(end.log()).isNull();
        dumped = end.outcome();
    }

    @ParameterizedTest(name = "{1} ms after \"{0}\"")
    @CsvSource({
        "replace, 0",
        "replace, 150",
        "building, 0",
        "building, 200",
        "analyzing, 0",
        "analyzing, 100",
        "check, 0",
        "check, 50",
        "check, 100",
        "check, 150",
        "check, 250",
        "swapped, 0"
    })
    void theLiveDatabaseIsWholeAndTheEndIsKnown(String word, long millis) throws Exception {
        var live = Servers.fresh("kills_live");
        POSTGRES.psql("postgres", "create database " + live);
        POSTGRES.psql(live, "create table t as select i, 'old' as md5 from generate_series(1, 7) i");
        var there = look(live);
        var swap = Swaps.ofBackup(GIVEN, dumped, live);
        try (var pod = LocalPod.start(
                swap.swap(swap.confirm(there), new Check("rows", "select count(*) from t", "100000")),
                GIVEN.secrets())) {
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> pod.log().contains(" " + word) || !pod.mover().isAlive());
            Thread.sleep(millis);
            pod.mover().destroyForcibly().waitFor();
        }

        assertThat(rows(live)).isIn("7", "100000");
        var settled = GIVEN.run(swap.settle(there.oid()));
        assertThat(settled.outcome().reason()).as(settled.log()).isNull();
        var swapped = settled.outcome().restored() != null;
        if (word.equals("swapped")) {
            assertThat(swapped).isTrue();
        }
        assertThat(rows(live)).isEqualTo(swapped ? "100000" : "7");
        assertThat(databases(live + "_belay_%")).isZero();
        assertThat(databases(live + "_before_%")).isEqualTo(swapped ? 1 : 0);
        if (swapped) {
            var undone = Swaps.undo(swap, settled.outcome()).carryOut();
            assertThat(undone.outcome().reason()).as(undone.log()).isNull();
            assertThat(rows(live)).isEqualTo("7");
        }
    }

    private static LiveDatabase look(String database) {
        var facts = requireNonNull(
                        POSTGRES.psql("postgres", """
                select oid || ' ' || (select system_identifier from pg_control_system()) || ' '
                  || ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::bigint
                from pg_database where datname = '%s'""".formatted(database)).strip())
                .split(" ", -1);
        return new LiveDatabase(Long.valueOf(facts[0]), 0L, "", 0, facts[1], Long.valueOf(facts[2]), 0L, "");
    }

    private static String rows(String database) {
        return POSTGRES.psql(database, "select count(*) from t").strip();
    }

    private static int databases(String pattern) {
        return Integer.parseInt(
                POSTGRES.psql("postgres", "select count(*) from pg_database where datname like '" + pattern + "'")
                        .strip());
    }
}
