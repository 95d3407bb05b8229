package io.pgbelay.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole scripts and halves of them, those that stay and those that leave; cut into pieces of any length. */
class ScriptScanTest {
    private static final String SCRIPT = """
            --
            -- PostgreSQL database dump
            --

            \\restrict abc
            CREATE TABLE public.t (a text, b text);
            COPY public.t (a, b) FROM stdin;
            \\N	1
            \\connect	not a word but a row
            CREATE DATABASE is no word here either
            -- PostgreSQL database dump complete
            \\.

            SELECT pg_catalog.setval('public.numbers', 184, true);
            %s
            --
            -- PostgreSQL database dump complete
            --

            \\unrestrict abc
            """;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 12, 13, 64, 1000})
    void aWholeScript(int piece) {
        var scan = scan(SCRIPT.formatted(""), piece);
        assertThat(scan.leaving()).isEmpty();
        assertThat(scan.dumped()).isTrue();
        assertThat(scan.cut()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-- PostgreSQL database dump complete\n\\.", "\\N\t1", "SELECT", "-- PostgreSQL database dump\n"
            })
    void oneThatWasCut(String after) {
        var script = SCRIPT.formatted("");
        var scan = scan(script.substring(0, script.indexOf(after) + after.length()), 5);
        assertThat(scan.cut()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\connect orders",
                "\\connect -reuse-previous=on \"dbname='orders'\"",
                "\\c orders",
                "CREATE DATABASE orders WITH TEMPLATE = template0;",
                "DROP DATABASE orders;",
                "ALTER DATABASE orders OWNER TO orders;"
            })
    void oneThatLeaves(String words) {
        assertThat(scan(SCRIPT.formatted(words), 11).leaving()).hasValue(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"select 1;", "COPY t FROM stdin;\n1\n\\.\n"})
    void oneThatNoToolWrote(String script) {
        var scan = scan(script, 3);
        assertThat(scan.dumped()).isFalse();
        assertThat(scan.cut()).isFalse();
    }

    private static ScriptScan scan(String script, int piece) {
        var scan = new ScriptScan();
        var bytes = script.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += piece) {
            scan.accept(bytes, at, Math.min(piece, bytes.length - at));
        }
        return scan;
    }
}
