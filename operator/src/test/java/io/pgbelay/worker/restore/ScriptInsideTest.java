package io.pgbelay.worker.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgbelay.contract.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptInsideTest {
    private static final String BODY = "BEGIN;\n\nCREATE PROCEDURE p() AS $$\nCOMMIT;\n$$;\nSELECT 'ä';\n\n";
    private static final String AFTER = "\n--\n-- PostgreSQL database dump complete\n--\n\n\\unrestrict x\n";

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100_000})
    void onlyTheLastCommitGoes(int chunk) throws IOException {
        var longer = BODY.repeat(300);
        assertThat(passed(longer + "\nCOMMIT;\n" + AFTER, chunk)).isEqualTo(longer + "\n" + AFTER);
        assertThat(passed("BEGIN;\n\nCOMMIT;\n", chunk)).isEqualTo("BEGIN;\n\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "SELECT 1;\n"})
    void aScriptThatEndsOtherwiseIsNone(String script) {
        assertThatThrownBy(() -> passed(script, 10)).isInstanceOf(Failure.class);
    }

    private static String passed(String script, int chunk) throws IOException {
        var out = new ByteArrayOutputStream();
        var bytes = script.getBytes(StandardCharsets.UTF_8);
        try (var inside = new ScriptInside(out)) {
            for (int at = 0; at < bytes.length; at += chunk) {
                inside.write(bytes, at, Math.min(chunk, bytes.length - at));
            }
            inside.end();
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
