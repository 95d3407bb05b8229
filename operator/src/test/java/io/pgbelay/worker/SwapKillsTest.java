package io.pgbelay.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pgbelay.api.Check;
import io.pgbelay.api.LiveDatabase;
import io.pgbelay.contract.Outcome;
import io.pgbelay.playground.postgres.PostgresServer;
import io.pgbelay.rig.BesideTheLoops;
import io.pgbelay.rig.Given;
import io.pgbelay.rig.LocalPod;
import io.pgbelay.rig.Servers;
import io.pgbelay.rig.Swaps;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The Pod of a swap is killed (-9) anywhere between its first and its last word. The live database is the old or the new
 * one, whole and open; whoever looks afterwards says which; what was swapped can be undone, and what was not leaves nothing.
 */
@BesideTheLoops
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

    /** A word of its log, and how long after it: fifty points, closest together where the names change. */
    static Stream<Arguments> points() {
        return Stream.of(
                        points("replace", 0, 60, 8),
                        points("building", 0, 40, 10),
                        points("comparing", 0, 20, 5),
                        points("analyzing", 0, 30, 5),
                        points("check", 0, 12, 21),
                        points("swapped", 0, 0, 1))
                .flatMap(Function.identity());
    }

    private static Stream<Arguments> points(String word, int first, int step, int count) {
        return IntStream.range(0, count).mapToObj(i -> Arguments.of(word, first + (long) i * step));
    }

    @ParameterizedTest(name = "{1} ms after \"{0}\"")
    @MethodSource("points")
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
