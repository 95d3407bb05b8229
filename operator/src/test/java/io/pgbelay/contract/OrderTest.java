package io.pgbelay.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.api.Check;
import io.pgbelay.api.Compression;
import io.pgbelay.api.Dump;
import io.pgbelay.api.Encryption;
import io.pgbelay.api.ReadyDatabase;
import io.pgbelay.api.RestoreTarget;
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

    @Test
    void theOrdersOfASwapAreReadAsTheyWereWritten() throws IOException {
        var request = ORDER.request();
        var limits = ORDER.limits();
        var server = new ServerAddress("db", 5432, SslMode.VerifyFull, 16, "postgres");
        var storage = Storage.of(new S3("bucket", "", "us-east-1", "", false, null, "STANDARD", null, null));
        var keep = RestoreTarget.Ownership.Keep;
        var skip = RestoreTarget.Privileges.Skip;
        var build = new Order.Restore(
                request, 1, limits, server, storage, "k", "d", "orders", keep, null, java.util.Map.of(), skip, null);
        var ready = new ReadyDatabase("orders_before_x", 7L, "pgbelay-old:x", 8L);
        var exchange =
                new Exchange(server, "orders", "d", ready, 1L, null, List.of("slot"), "2026-11-20T08:00:00Z", false);
        List<Order> orders = List.of(
                new Order.Rehearse(request, 1, limits, exchange, build),
                new Order.Swap(request, 1, limits, exchange, build, "word", List.of(new Check("c", "select", "t"))),
                new Order.Overwrite(request, 1, limits, exchange, build, "word"),
                new Order.Settle(request, 2, limits, exchange, 16_400),
                new Order.Retire(request, 1, limits, server, ready, true));

        for (var order : orders) {
            var json = Json.MAPPER.writeValueAsString(order);
            assertThat(Json.MAPPER.readValue(json, Order.class)).isEqualTo(order);
        }
    }
}
