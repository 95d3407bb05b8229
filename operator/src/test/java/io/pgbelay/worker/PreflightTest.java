package io.pgbelay.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pgbelay.api.FailureReason;
import io.pgbelay.api.SslMode;
import io.pgbelay.contract.Order;
import io.pgbelay.contract.ServerAddress;
import io.pgbelay.rig.Altered;
import io.pgbelay.rig.BesideTheLoops;
import io.pgbelay.rig.Given;
import io.pgbelay.rig.LocalPod;
import io.pgbelay.rig.Programs;
import io.pgbelay.rig.Servers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What would make a dump fail late, or lie, is found before pg_dump is started. */
@BesideTheLoops
class PreflightTest {
    @Test
    void moreTablesThanLockSlots() throws Exception {
        try (var own = Servers.ownPostgres()) {
            own.psql("postgres", """
                    alter system set max_connections = 10;
                    alter system set max_locks_per_transaction = 10;
                    alter system set max_prepared_transactions = 0;""");
            own.restart();
            own.psql("postgres", "select format('create table t%s (i int)', i) from generate_series(1, 150) i \\gexec");
            var given = Given.freshBucket(own, Servers.s3());
            var end = refused(given, given.dump("postgres"), FailureReason.TooManyLocks);
            assertThat(end.outcome().message()).contains("150", "100");
        }
    }

    @Test
    void aBucketThatTakesNothing() throws Exception {
        try (var s3 = Servers.ownS3()) {
            var given = Given.freshBucket(Servers.postgres(), s3);
            s3.gate()
                    .answer(403, Integer.MAX_VALUE, request -> !request.method().equals("GET"));
            refused(given, given.dump("postgres"), FailureReason.StorageDenied);
            s3.gate().heal();
            assertThat(given.contents().uploads()).isEmpty();
        }
    }

    /** PgBouncer refuses the settings that we come with, or, where it is told to, forgets them. */
    @ParameterizedTest
    @ValueSource(strings = {"", "ignore_startup_parameters = options, extra_float_digits"})
    void aPoolerInTransactionMode(String setting) throws Exception {
        assumeTrue(Programs.has("pgbouncer"), "no pgbouncer on this machine");
        var given = Given.freshBucket();
        var port = freePort();
        var pooler = pooler(given, port, setting);
        try {
            await().atMost(Duration.ofMinutes(1)).until(() -> answers(port));
            refused(given, through(given.dump("postgres"), port), FailureReason.PoolerInTheWay);
        } finally {
            pooler.destroyForcibly().waitFor();
        }
    }

    private static Process pooler(Given given, int port, String setting) throws IOException {
        var postgres = given.postgres();
        var root = System.getProperty("user.name").equals("root");
        var settings = Files.writeString(
                Servers.household().folder(Servers.fresh("pooler-")).resolve("pgbouncer.ini"), """
                [databases]
                * = host=127.0.0.1 port=%d user=%s password=%s
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = any
                pool_mode = transaction
                %s
                %s
                """.formatted(
                                postgres.port(),
                                postgres.user(),
                                postgres.password(),
                                port,
                                root ? "user = postgres" : "",
                                setting));
        return new ProcessBuilder("pgbouncer", settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(settings.resolveSibling("log").toFile())
                .start();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean answers(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static Order.Dump through(Order.Dump order, int port) {
        return Altered.with(order, "server", new ServerAddress("127.0.0.1", port, SslMode.Prefer, null, "postgres"));
    }

    private static LocalPod.End refused(Given given, Order.Dump order, FailureReason reason) throws Exception {
        var end = given.run(order);
        assertThat(end.outcome().reason()).as(end.log()).isEqualTo(reason);
        assertThat(end.outcome().stages()).isEmpty();
        return end;
    }
}
