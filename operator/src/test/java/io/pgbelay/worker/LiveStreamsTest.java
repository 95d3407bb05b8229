package io.pgbelay.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Outcome;
import io.pgbelay.demo.Contents;
import io.pgbelay.playground.postgres.PostgresServer;
import io.pgbelay.rig.BesideTheLoops;
import io.pgbelay.rig.Given;
import io.pgbelay.rig.LocalPod;
import io.pgbelay.rig.Servers;
import io.pgbelay.rig.Swaps;
import io.pgbelay.rig.Threads;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Backups of several streams in the place of live databases, and in them. */
@BesideTheLoops
class LiveStreamsTest {
    private static final Given GIVEN = Given.freshBucket();
    private static final PostgresServer POSTGRES = GIVEN.postgres();
    private static final String SOURCE = Servers.fresh("streams_past");

    @BeforeAll
    static void fill() throws Exception {
        Threads.make(GIVEN, SOURCE, Servers.fresh("spinner"));
    }

    @Test
    void inALiveDatabase() throws Exception {
        var live = Servers.fresh("streams_live");
        POSTGRES.psql("postgres", "create database " + live);
        POSTGRES.psql(live, "create table later (i int); select lo_from_bytea(0, 'later')");
        good(overwritten(dumped(3), live));
        assertThat(Contents.of(POSTGRES, SOURCE).differencesFrom(Contents.of(POSTGRES, live)))
                .isEqualTo(Map.of());
    }

    /** Large objects lie in a transaction of their own, where pg_restore is not told otherwise. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void whatFailsAtItsEndChangesNothingOfALiveDatabase(int streams) throws Exception {
        var source = Servers.fresh("streams_boom");
        POSTGRES.psql("postgres", "create database " + source);
        POSTGRES.psql(source, """
                create table rows as select i from generate_series(1, 1000) i; select lo_from_bytea(4711, 'large');
                create function boom() returns int language plpgsql as $$ begin
                  if current_database() <> '%s' then raise exception 'boom'; end if; return 1; end $$;
                create materialized view last as select boom()""".formatted(source));
        var dumped = good(GIVEN.run(Given.streams(GIVEN.dump(source), streams)));
        var live = Servers.fresh("streams_calm");
        POSTGRES.psql("postgres", "create database " + live);
        POSTGRES.psql(live, "create table calm as select 1 as i; select lo_from_bytea(12, 'calm')");
        var before = Contents.of(POSTGRES, live);

        var end = overwritten(dumped, live);

        assertThat(end.outcome().reason()).as(end.log()).isEqualTo(FailureReason.RestoreFailed);
        assertThat(before.differencesFrom(Contents.of(POSTGRES, live))).isEqualTo(Map.of());
    }

    private static LocalPod.End overwritten(Outcome dumped, String live) throws Exception {
        var request = Swaps.ofBackup(GIVEN, dumped, live).inPlace();
        var looked = GIVEN.run(request.rehearse());
        assertThat(looked.outcome().live()).as(looked.log()).isNotNull();
        return GIVEN.run(request.overwrite(
                request.confirm(requireNonNull(looked.outcome().live()))));
    }

    @Test
    void inThePlaceOfALiveDatabase() throws Exception {
        var live = Servers.fresh("streams_swapped");
        POSTGRES.psql("postgres", "create database " + live);
        var end = Swaps.ofBackup(GIVEN, dumped(2), live).carryOut();
        good(end);
        assertThat(Contents.of(POSTGRES, SOURCE).differencesFrom(Contents.of(POSTGRES, live)))
                .isEqualTo(Map.of());
    }

    private static Outcome dumped(int streams) throws Exception {
        return good(GIVEN.run(Given.streams(GIVEN.dump(SOURCE), streams)));
    }

    private static Outcome good(LocalPod.End end) {
        assertThat(end.outcome().reason()).as(end.log() + end.outcome()).isNull();
        assertThat(end.exitCode()).as(end.log()).isZero();
        return end.outcome();
    }
}
