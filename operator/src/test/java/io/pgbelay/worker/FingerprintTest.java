package io.pgbelay.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.api.Comparison;
import io.pgbelay.api.Dump;
import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Fingerprint;
import io.pgbelay.contract.Json;
import io.pgbelay.contract.Manifest;
import io.pgbelay.contract.Order;
import io.pgbelay.contract.Outcome;
import io.pgbelay.rig.BesideTheLoops;
import io.pgbelay.rig.Forgery;
import io.pgbelay.rig.Given;
import io.pgbelay.rig.LocalPod;
import io.pgbelay.rig.Servers;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What comes back is compared with what went, table by table, before anybody sees it. */
@BesideTheLoops
class FingerprintTest {
    private static final Given GIVEN = Given.freshBucket();
    private static final String ZOO = Servers.fresh("zoo");

    @BeforeAll
    static void fill() throws Exception {
        GIVEN.postgres().psql("postgres", "create database " + ZOO);
        // Whatever the server and the role say: the rows look the same.
        GIVEN.postgres().psql("postgres", """
                alter database %1$s set timezone = 'America/St_Johns';
                alter database %1$s set bytea_output = 'escape';
                alter database %1$s set intervalstyle = 'iso_8601';""".formatted(ZOO));
        try (var sql = FingerprintTest.class.getResourceAsStream("zoo.sql")) {
            GIVEN.postgres().psql(ZOO, new String(requireNonNull(sql).readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Dump.Fingerprint.class,
            names = {"RowCounts", "Checksums"})
    void allSortsOfThingsComeBackEqual(Dump.Fingerprint level) throws Exception {
        var dumped = good(GIVEN.run(with(GIVEN.dump(ZOO), level)));
        var print = print(dumped);
        var restored = good(GIVEN.run(GIVEN.restore(dumped, Servers.fresh("again"))));
        var comparison = requireNonNull(restored.comparison());

        assertThat(comparison.differences()).isEmpty();
        assertThat(comparison.warnings())
                .containsExactly(
                        "sequence public.ahead_id_seq stands at 1, its column goes on to 1000: so it was dumped");
        assertThat(comparison.outcome()).isEqualTo(Comparison.Outcome.Equal);
        assertThat(comparison.fingerprint()).isEqualTo(level);
        assertThat(comparison.rows())
                .isEqualTo(print.rows())
                .isEqualTo(requireNonNull(dumped.artifact()).rows());
        assertThat(print.tables())
                .extracting(Fingerprint.Table::name)
                .contains("types", "ranges", "hashes", "columnless", "empty", "Mixed (Case) \"table\", ä")
                .doesNotContain("ranges_2025", "hashes_0_few", "stale", "unpopulated");
        assertThat(count(print, "ranges")).isEqualTo(401);
        assertThat(count(print, "columnless")).isEqualTo(7);
        assertThat(print.largeObjects().count()).isEqualTo(2);
        assertThat(print.sequences()).extracting(Fingerprint.Sequence::name).contains("down", "untouched");
        assertThat(print.extensions()).extracting(Fingerprint.Extension::name).containsExactly("plpgsql");
        assertThat(print.tables().stream().allMatch(table -> table.checksum() == null))
                .isEqualTo(level == Dump.Fingerprint.RowCounts);
    }

    @Test
    void theSameRowsHaveTheSamePrintAndOthersAnother() throws Exception {
        var before = print(good(GIVEN.run(GIVEN.dump(ZOO))));
        var database = Servers.fresh("copy");
        GIVEN.postgres().psql("postgres", "create database " + database + " template " + ZOO);
        GIVEN.postgres().psql(database, "vacuum full twins; cluster; update dropped set a = 51 where a = 50");
        var after = print(good(GIVEN.run(GIVEN.dump(database))));
        assertThat(after.schema()).isEqualTo(before.schema());
        assertThat(before.tables().stream().filter(table -> !after.tables().contains(table)))
                .extracting(Fingerprint.Table::name)
                .containsExactly("dropped");
    }

    @Test
    void withoutAFingerprintNothingIsCompared() throws Exception {
        var dumped = good(GIVEN.run(with(GIVEN.dump(ZOO), Dump.Fingerprint.None)));
        assertThat(manifest(dumped).fingerprint()).isNull();
        assertThat(requireNonNull(dumped.artifact()).rows()).isNull();
        var restored = good(GIVEN.run(GIVEN.restore(dumped, Servers.fresh("unseen"))));
        assertThat(requireNonNull(restored.comparison()).outcome()).isEqualTo(Comparison.Outcome.NotRecorded);
    }

    @Test
    void aRowChangedByHandIsFound() throws Exception {
        found(bytes -> Forgery.replaced(bytes, "child 17\t", "child 71\t"), "table public.child has other rows");
    }

    @Test
    void aRowLostByHandIsFound() throws Exception {
        found(bytes -> Forgery.lost(bytes, "30\tchild 30\t-30\n"), "table public.child has 29 rows, the backup has 30");
    }

    @Test
    void aRowDoubledByHandIsFound() throws Exception {
        found(
                bytes -> Forgery.doubled(bytes, "2026-07-06\tday 400\n", "day 400\t2026-07-06\n"),
                "table public.ranges has 402 rows, the backup has 401");
    }

    @Test
    void aLargeObjectAndASequenceChangedByHandAreFound() throws Exception {
        found(bytes -> Forgery.replaced(bytes, "large object large", "large object Large"), "large objects are others");
        found(
                bytes -> Forgery.replaced(bytes, "setval('public.down', -14,", "setval('public.down', -11,"),
                "sequence public.down stands at -11, in the backup at -14");
    }

    /** A backup whose digests are good and whose rows are not those that were printed. */
    private static void found(UnaryOperator<byte[]> byHand, String words) throws Exception {
        var order = GIVEN.dump(ZOO);
        var dumped = good(GIVEN.run(Forgery.unpacked(order)));
        var forged = Forgery.of(GIVEN, dumped, byHand);
        var target = Servers.fresh("forged");
        var end = GIVEN.run(Forgery.restore(GIVEN.restore(dumped, target), forged));
        assertThat(end.outcome().reason()).as(end.log()).isEqualTo(FailureReason.FingerprintMismatch);
        assertThat(end.outcome().message()).contains(words);
        var comparison = requireNonNull(end.outcome().comparison());
        assertThat(comparison.outcome()).isEqualTo(Comparison.Outcome.Different);
        assertThat(comparison.differences()).singleElement().asString().contains(words);
        assertThat(GIVEN.postgres().psql("postgres", "select datname from pg_database"))
                .doesNotContain(target);
    }

    private static long count(Fingerprint print, String table) {
        return print.tables().stream()
                .filter(one -> one.name().equals(table))
                .findFirst()
                .orElseThrow()
                .rows();
    }

    private static Fingerprint print(Outcome dumped) throws Exception {
        return requireNonNull(manifest(dumped).fingerprint());
    }

    private static Manifest manifest(Outcome dumped) throws Exception {
        return Json.MAPPER.readValue(
                GIVEN.contents().text(requireNonNull(dumped.artifact()).manifest()), Manifest.class);
    }

    private static Order.Dump with(Order.Dump order, Dump.Fingerprint level) {
        return Given.asked(order, Given.whole(level, "60s"));
    }

    private static Outcome good(LocalPod.End end) {
        assertThat(end.outcome().reason()).as(end.log()).isNull();
        return end.outcome();
    }
}
