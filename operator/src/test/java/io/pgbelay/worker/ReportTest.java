package io.pgbelay.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pgbelay.api.Comparison;
import io.pgbelay.api.Dump;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.Stage;
import io.pgbelay.contract.Json;
import io.pgbelay.contract.Outcome;
import io.pgbelay.contract.PodEnv;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Report REPORT = new Report(
            Redaction.of(Map.of(PodEnv.PG_PASSWORD, "s3cret'\\word", PodEnv.AWS_SECRET_ACCESS_KEY, "AKsecret+/=")));

    @Test
    void kubernetesKeepsAllOfIt() throws IOException {
        var tail = "ü\"\u0001\n".repeat(20_000) + "the end";
        var bytes = REPORT.bytes(failed("x".repeat(5_000), tail));
        assertThat(bytes).hasSizeLessThanOrEqualTo(Outcome.LONGEST);
        var read = Json.MAPPER.readValue(bytes, Outcome.class);
        assertThat(read.logTail()).endsWith("the end");
        assertThat(read.reason()).isEqualTo(FailureReason.DumpFailed);
    }

    @Test
    void aSurrogateCutInHalfIsStillJson() throws IOException {
        for (int i = 0; i < 8; i++) {
            var bytes = REPORT.bytes(failed("m", "a".repeat(i) + "😀".repeat(3_000)));
            assertThat(bytes).hasSizeLessThanOrEqualTo(Outcome.LONGEST);
            assertThat(Json.MAPPER.readValue(bytes, Outcome.class).logTail()).endsWith("😀");
        }
    }

    @Test
    void noSecretLeaves() throws JsonProcessingException {
        var bytes = REPORT.bytes(failed("refused s3cret'\\word", "key AKsecret+/= and s3cret'\\word"));
        assertThat(new String(bytes, java.nio.charset.StandardCharsets.UTF_8))
                .doesNotContain("s3cret")
                .doesNotContain("AKsecret")
                .contains("***");
    }

    @Test
    void ofManyDifferencesTheFirstAreKept() throws IOException {
        var many = java.util.stream.IntStream.range(0, 200)
                .mapToObj(i -> "table " + "ü".repeat(60) + i + " has 1 rows, the backup has 2")
                .toList();
        var comparison = new Comparison(
                Comparison.Outcome.Different, Dump.Fingerprint.Checksums, 300L, 9L, 200L, many, List.of());
        var bytes = REPORT.bytes(new Outcome(
                FailureReason.FingerprintMismatch,
                "x".repeat(5_000),
                List.of(),
                null,
                null,
                null,
                comparison,
                "tail".repeat(1_000)));
        assertThat(bytes).hasSizeLessThanOrEqualTo(Outcome.LONGEST);
        var read = java.util.Objects.requireNonNull(
                Json.MAPPER.readValue(bytes, Outcome.class).comparison());
        assertThat(read.differences())
                .hasSizeBetween(10, 50)
                .isEqualTo(many.subList(0, read.differences().size()));
        assertThat(read.different()).isEqualTo(200);
    }

    private static Outcome failed(String message, String tail) {
        return new Outcome(
                FailureReason.DumpFailed, message, List.of(new Stage("pg_dump", 1, 5L)), null, null, null, null, tail);
    }
}
