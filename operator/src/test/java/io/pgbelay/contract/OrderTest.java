package io.pgbelay.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.api.Compression;
import io.pgbelay.api.Dump;
import io.pgbelay.api.Encryption;
import io.pgbelay.api.S3;
import io.pgbelay.api.SecretKey;
import io.pgbelay.api.SslMode;
import io.pgbelay.api.Storage;
import io.pgbelay.api.Verification.AfterEach;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderTest {
    private static final Order ORDER = new Order.Dump(
            new RequestId("shop", "nightly", "0123abcd-0000-0000-0000-000000000000", "2026-11-21T01:00:00Z", null),
            2,
            new Limits(7200, 600),
            new ServerAddress("db", 5432, SslMode.VerifyFull, 16, "postgres"),
            "Bücher",
            "production",
            Dump.DEFAULT,
            Compression.DEFAULT,
            new Encryption(null, new SecretKey("keys", null, "passphrase")),
            AfterEach.Digest,
            Storage.of(new S3("bucket", "", "us-east-1", "", false, null, "STANDARD", null, null)),
            "postgres:16",
            List.of("ffffffff-0000"));

    @Test
    void anOrderIsReadAsItWasWritten() throws IOException {
        var json = Json.MAPPER.writeValueAsString(ORDER);
        assertThat(Json.MAPPER.readValue(json, Order.class)).isEqualTo(ORDER);
        assertThat(json).startsWith("{\"verb\":\"dump\"");
    }

    @Test
    void wordsOfALaterVersionAreNoFault() throws IOException {
        var json = Json.MAPPER.writeValueAsString(ORDER).replace("\"Zstd\"", "\"Brotli\"");
        var read = Json.MAPPER.readValue(json.replaceFirst("\\{", "{\"novelty\":1,"), Order.class);
        assertThat(((Order.Dump) read).compression().algorithm()).isEqualTo(Compression.Algorithm.Zstd);
    }
}
