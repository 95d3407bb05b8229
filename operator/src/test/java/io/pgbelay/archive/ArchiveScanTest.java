package io.pgbelay.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives of versions that no pg_dump here writes; those that one does are read in {@code worker.FingerprintTest}. */
class ArchiveScanTest {
    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16})
    void everyVersionAndEveryCut(int version) {
        var bytes = archive(version, 0, "UTF8", StandardCharsets.UTF_8);
        var whole = scan(bytes, bytes.length);
        var contents = whole.contents().orElseThrow(() -> new AssertionError(whole.trouble()));
        assertThat(contents.encoding()).isEqualTo("UTF8");
        assertThat(contents.tables())
                .extracting(Contents.Table::schema, Contents.Table::name, Contents.Table::rows)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("Bücher", "Größe (\"alt\")", 3L),
                        org.assertj.core.groups.Tuple.tuple("public", "nothing", 2L));
        assertThat(contents.tables()).extracting(Contents.Table::oid).containsExactly(16_003L, 16_004L);
        assertThat(contents.tables().getFirst().checksum()).isEqualTo(0x0e968b3efe3b9d18L);
        assertThat(contents.largeObjects().count()).isEqualTo(2);
        assertThat(contents.largeObjects().checksum()).isEqualTo(0x9ae1f41c33790d00L);
        assertThat(contents.sequences()).containsExactly(new Contents.Sequence("public", "numbers", -184, true));
        for (int piece : new int[] {1, 2, 3, 5, 17, 100}) {
            assertThat(scan(bytes, piece).contents()).contains(contents);
        }
    }

    @Test
    void namesAreReadInTheArchivesEncoding() {
        var latin = scan(archive(14, 0, "LATIN1", StandardCharsets.ISO_8859_1), 9)
                .contents()
                .orElseThrow();
        var utf8 = scan(archive(14, 0, "UTF8", StandardCharsets.UTF_8), 9)
                .contents()
                .orElseThrow();
        assertThat(latin.tables()).isEqualTo(utf8.tables());
        assertThat(latin.encoding()).isEqualTo("LATIN1");
    }

    @Test
    void theSchemasHashDoesNotDependOnOrderNumbersAndData() {
        var first = new Written(14, 0, StandardCharsets.UTF_8)
                .entries(2)
                .entry(1, "TABLE", "s", "t", "create t", null)
                .entry(2, "TABLE", "s", "u", "create u", null);
        var second = new Written(16, 0, StandardCharsets.UTF_8)
                .entries(3)
                .entry(9, "TABLE", "s", "u", "create u", null)
                .entry(5, "TABLE DATA", "s", "u", "", "COPY s.u (a) FROM stdin;\n")
                .entry(7, "TABLE", "s", "t", "create t", null)
                .data(5, "1\n", "\\.\n\n\n");
        var other = new Written(14, 0, StandardCharsets.UTF_8)
                .entries(2)
                .entry(1, "TABLE", "s", "u", "create t", null)
                .entry(2, "TABLE", "s", "t", "create u", null);
        assertThat(schema(second)).isEqualTo(schema(first)).isNotEqualTo(schema(other));
    }

    @Test
    void whatIsNotUnderstoodIsTold() {
        var good = archive(14, 0, "UTF8", StandardCharsets.UTF_8);
        assertThat(trouble(archive(17, 0, "UTF8", StandardCharsets.UTF_8))).contains("1.17");
        assertThat(trouble(archive(13, 0, "UTF8", StandardCharsets.UTF_8))).contains("1.13");
        assertThat(trouble(archive(15, 1, "UTF8", StandardCharsets.UTF_8))).contains("compressed");
        assertThat(trouble(archive(14, -1, "UTF8", StandardCharsets.UTF_8))).contains("compressed");
        assertThat(trouble("-- PostgreSQL database dump".getBytes(StandardCharsets.UTF_8)))
                .contains("no archive");
        for (int cut = 0; cut < good.length; cut++) {
            assertThat(trouble(Arrays.copyOf(good, cut))).as("cut at " + cut).containsAnyOf("ends", "no archive");
        }
    }

    private static byte[] archive(int version, int compression, String encoding, Charset charset) {
        if (version < 14) {
            return new Written(version, compression, charset).bytes();
        }
        return new Written(version, compression, charset)
                .entries(7)
                .entry(1, "ENCODING", "", "ENCODING", "SET client_encoding = '" + encoding + "';\n", null)
                .entry(2, "TABLE", "Bücher", "Größe (\"alt\")", "CREATE TABLE " + "x".repeat(1000), null)
                .entry(
                        3,
                        "TABLE DATA",
                        "Bücher",
                        "Größe (\"alt\")",
                        "",
                        "COPY \"Bücher\".\"Größe (\"\"alt\"\")\" (id, \"Größe\") FROM stdin;\n")
                .entry(4, "TABLE DATA", "public", "nothing", "", "COPY public.nothing  FROM stdin;\n")
                .entry(
                        5,
                        "SEQUENCE SET",
                        "public",
                        "numbers",
                        "SELECT pg_catalog.setval('public.numbers', -184, true);\n",
                        null)
                .entry(6, "BLOBS", "", "BLOBS", "", "")
                .entry(8, "VIEW", "public", "v", "CREATE VIEW", null)
                .data(3, "1\tx\n", "2\t\\", "N\n3\ta\\tb\n", "\\.\n\n\n")
                .data(4, "\n", "\n", "\\.\n\n\n")
                .largeObjects(6)
                .number(4711)
                .chunks("lar", "ge")
                .number(-1)
                .chunks()
                .number(0)
                .bytes();
    }

    private static long schema(Written archive) {
        return scan(archive.bytes(), 11).contents().orElseThrow().schemaHash();
    }

    private static String trouble(byte[] bytes) {
        var scan = scan(bytes, 13);
        assertThat(scan.contents()).isEmpty();
        return String.valueOf(scan.trouble());
    }

    private static ArchiveScan scan(byte[] bytes, int piece) {
        var scan = new ArchiveScan(true);
        for (int at = 0; at < bytes.length; at += piece) {
            scan.accept(bytes, at, Math.min(piece, bytes.length - at));
        }
        return scan;
    }

    @Test
    void columnsOfACopyStatement() {
        assertThat(CopyColumns.of("COPY public.t (a, \"b,c\", \"d\"\"(e)\") FROM stdin;\n"))
                .isEqualTo(List.of("a", "b,c", "d\"(e)"));
        assertThat(CopyColumns.of("COPY \"s(\".\"t)\" (a) FROM stdin;\n")).isEqualTo(List.of("a"));
        assertThat(CopyColumns.of("COPY public.t  FROM stdin;\n")).isEmpty();
    }
}
