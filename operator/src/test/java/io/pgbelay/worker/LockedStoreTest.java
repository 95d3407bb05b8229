package io.pgbelay.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pgbelay.api.S3;
import io.pgbelay.api.Storage;
import io.pgbelay.contract.Leftovers;
import io.pgbelay.contract.Order;
import io.pgbelay.contract.StoredBackup;
import io.pgbelay.rig.BesideTheLoops;
import io.pgbelay.rig.Given;
import io.pgbelay.rig.LocalPod;
import io.pgbelay.stream.CountingDigest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/**
 * A store that locks its objects (S3 Object Lock). The S3 server of the other tests knows no locks, so this one speaks
 * just the four words of the protocol that are needed.
 */
@BesideTheLoops
class LockedStoreTest {
    private static final String UID = "3f0c1d2e-0000-4000-8000-000000000001";
    private static final String MANIFEST = "prod/production_orders_20261120_010000_3f0c1d2e.manifest.json";
    private static final String LIST = """
            <?xml version="1.0" encoding="UTF-8"?>
            <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>b</Name><IsTruncated>false</IsTruncated>
            <Contents><Key>%s</Key><Size>2</Size></Contents></ListBucketResult>""".formatted(MANIFEST);

    @Test
    void whatIsLockedIsLeftWholeUntilThen() throws Exception {
        var asked = new CopyOnWriteArrayList<String>();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod());
            answer(exchange);
        });
        server.start();
        try {
            var endpoint = "http://127.0.0.1:" + server.getAddress().getPort();
            var storage =
                    Storage.of(new S3("locked", "prod", "us-east-1", endpoint, true, null, "STANDARD", null, null));
            var doomed = new StoredBackup(UID, MANIFEST, CountingDigest.of("{}".getBytes(UTF_8)));
            var order = new Order.Prune(
                    Given.request("orders"),
                    1,
                    Given.LIMITS,
                    storage,
                    List.of(doomed),
                    List.of(),
                    Leftovers.NONE,
                    null);

            var end = LocalPod.run(order, Map.of("AWS_ACCESS_KEY_ID", "x", "AWS_SECRET_ACCESS_KEY", "y"));

            var pruned = Objects.requireNonNull(end.outcome().pruned(), end.log());
            assertThat(end.exitCode()).isZero();
            assertThat(pruned.gone()).isEmpty();
            assertThat(pruned.failed()).isZero();
            assertThat(pruned.lockedUntil()).isEqualTo("2099-01-01T00:00:00Z");
            assertThat(asked).contains("HEAD").doesNotContain("DELETE");
        } finally {
            server.stop(0);
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("x-amz-object-lock-retain-until-date", "2099-01-01T00:00:00Z");
        exchange.getResponseHeaders().add("x-amz-object-lock-mode", "COMPLIANCE");
        var list = String.valueOf(exchange.getRequestURI().getQuery()).contains("list-type");
        var body = (list ? LIST : "{}").getBytes(UTF_8);
        var head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(200, head ? -1 : body.length);
        try (var out = exchange.getResponseBody()) {
            if (!head) {
                out.write(body);
            }
        }
    }
}
