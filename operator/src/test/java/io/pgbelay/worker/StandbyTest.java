package io.pgbelay.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pgbelay.api.FailureReason;
import io.pgbelay.api.SslMode;
import io.pgbelay.contract.Order;
import io.pgbelay.contract.ServerAddress;
import io.pgbelay.playground.postgres.PostgresServer;
import io.pgbelay.playground.s3.S3Server;
import io.pgbelay.rig.Altered;
import io.pgbelay.rig.BesideTheLoops;
import io.pgbelay.rig.Given;
import io.pgbelay.rig.LocalPod;
import io.pgbelay.rig.Servers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A backup taken from a standby, and one that the standby ends because its primary cleans up. */
@BesideTheLoops
class StandbyTest {
    private static final S3Server S3 = Servers.ownS3();
    private static final PostgresServer PRIMARY = Servers.postgres();
    private static final String DATABASE = Servers.heavy(PRIMARY);
    private final Given given = Given.freshBucket(PRIMARY, S3);
    private static int port;

    /** Made and started by the server's own user, whoever runs the tests. */
    @BeforeAll
    static void start() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        PRIMARY.psql(DATABASE, "create table churn as select generate_series(1, 100000) i");
        shell("PGPASSWORD=%s %s/pg_basebackup -h %s -p %d -U %s --checkpoint=fast -R -D ../standby"
                .formatted(PRIMARY.password(), PRIMARY.binDir(), PRIMARY.host(), PRIMARY.port(), PRIMARY.user()));
        shell("%s/pg_ctl -D ../standby -w -l ../standby/log -o \"-p %d -c max_standby_streaming_delay=100ms\" start"
                .formatted(PRIMARY.binDir(), port));
    }

    @AfterAll
    static void stop() {
        shell(PRIMARY.binDir() + "/pg_ctl -D ../standby -m immediate stop");
        S3.close();
    }

    private static void shell(String command) {
        PRIMARY.psql("postgres", "copy (select) to program '" + command + " >/dev/null 2>&1'");
    }

    @Test
    void itCanBeDumped() throws Exception {
        var end = given.run(order());
        assertThat(end.outcome().reason()).as(end.log()).isNull();
    }

    @Test
    void itsConflictWithThePrimaryIsNamed() throws Exception {
        var stall = S3.gate().hang(request -> request.query().contains("partNumber="));
        try (var pod = LocalPod.start(order(), given.secrets())) {
            await().atMost(Duration.ofMinutes(1)).until(() -> stall.hits() > 0);
            PRIMARY.psql(DATABASE, "delete from churn");
            PRIMARY.psql(DATABASE, "vacuum churn");
            PRIMARY.psql(DATABASE, "select txid_current()");
            await().atMost(Duration.ofMinutes(1)).until(() -> pod.log().contains("gone") || holders() == 0);
            stall.close();
            var end = pod.end();
            assertThat(end.outcome().reason()).as(end.log()).isEqualTo(FailureReason.RecoveryConflict);
        }
        assertThat(given.contents().uploads()).isEmpty();
    }

    private static long holders() throws Exception {
        var url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
        try (var session = java.sql.DriverManager.getConnection(url, PRIMARY.user(), PRIMARY.password());
                var answer = session.createStatement()
                        .executeQuery(
                                "select count(*) from pg_stat_activity where application_name = 'pgbelay holder'")) {
            answer.next();
            return answer.getLong(1);
        }
    }

    private Order.Dump order() {
        var primary = new ServerAddress("127.0.0.1", port, SslMode.Prefer, null, "postgres");
        return Altered.with(given.dump(DATABASE), "server", primary);
    }
}
