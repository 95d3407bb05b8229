package io.pgbelay.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.api.Dump;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.SslMode;
import io.pgbelay.contract.Order;
import io.pgbelay.contract.PodEnv;
import io.pgbelay.contract.ServerAddress;
import io.pgbelay.rig.Altered;
import io.pgbelay.rig.BesideTheLoops;
import io.pgbelay.rig.Given;
import io.pgbelay.rig.LocalPod;
import io.pgbelay.rig.Servers;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.sql.DriverManager;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is wrong before the first byte is told by its own word, and leaves nothing in the bucket. */
@BesideTheLoops
class RefusalsTest {
    private static final String PASSWORD = "0nly-for-this-test";
    private static final String DATABASE = Servers.fresh("refusals");
    private final Given given = Given.freshBucket();

    @BeforeAll
    static void database() {
        var postgres = Servers.postgres();
        postgres.psql("postgres", "create database " + DATABASE);
        postgres.psql("postgres", """
                create role reader login password '%1$s';
                create role stranger login password '%1$s';""".formatted(PASSWORD));
        postgres.psql(DATABASE, """
                create schema sales;
                create table sales.orders (id int primary key, tenant text);
                create sequence sales.numbers;
                insert into sales.orders values (1, 'a'), (2, 'b');
                select lo_create(4711);
                grant usage on schema sales to reader;
                grant select on all tables in schema sales to reader;
                grant select on all sequences in schema sales to reader;
                grant select on large object 4711 to reader;""");
    }

    @Test
    void aRoleThatMayReadEverythingNeedsNoMore() throws Exception {
        var end = LocalPod.run(given.dump(DATABASE), as("reader"));
        assertThat(end.outcome().reason()).as(end.log()).isNull();
    }

    @Test
    void wrongPassword() throws Exception {
        var secrets = new HashMap<>(given.secrets());
        secrets.put(PodEnv.PG_PASSWORD, "not-the-p4ssword");
        try (var pod = LocalPod.start(given.dump(DATABASE), secrets)) {
            refused(pod.end(), FailureReason.WrongPassword);
            assertThat(pod.everything()).doesNotContain("not-the-p4ssword");
        }
    }

    @Test
    void missingDatabase() throws Exception {
        refused(given.run(given.dump("nowhere")), FailureReason.DatabaseMissing);
    }

    @Test
    void unknownHostAndClosedPort() throws Exception {
        var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        closed.close();
        var unknown = at(given.dump(DATABASE), new ServerAddress("db.invalid", 5432, SslMode.Prefer, null, "postgres"));
        var silent = at(
                given.dump(DATABASE),
                new ServerAddress("127.0.0.1", closed.getLocalPort(), SslMode.Prefer, null, "postgres"));
        try (var first = LocalPod.start(unknown, given.secrets());
                var second = LocalPod.start(silent, given.secrets())) {
            refused(first.end(), FailureReason.HostUnknown);
            refused(second.end(), FailureReason.ServerUnreachable);
        }
    }

    @Test
    void anotherVersion() throws Exception {
        var server = given.server();
        var order = at(
                given.dump(DATABASE), new ServerAddress(server.host(), server.port(), SslMode.Prefer, 9, "postgres"));
        refused(given.run(order), FailureReason.VersionMismatch);
    }

    @Test
    void tlsThatTheServerDoesNotHave() throws Exception {
        var server = given.server();
        var order = at(
                given.dump(DATABASE),
                new ServerAddress(server.host(), server.port(), SslMode.Require, null, "postgres"));
        refused(given.run(order), FailureReason.TlsFailed);
    }

    @Test
    void theCertificateIsChecked() throws Exception {
        try (var own = Servers.ownPostgres()) {
            own.psql("postgres", """
                    copy (select) to program 'openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost
                      -addext subjectAltName=DNS:localhost -keyout server.key -out server.crt 2>&1';
                    alter system set ssl = on;
                    select pg_reload_conf();""".replace("\n  ", " "));
            var certificate = Files.writeString(
                    Servers.household().folder("ca").resolve("ca.crt"),
                    own.psql("postgres", "select pg_read_file('server.crt')"));
            var there = Given.freshBucket(own, given.s3());
            var order = at(
                    there.dump("postgres"),
                    new ServerAddress("localhost", own.port(), SslMode.VerifyFull, null, "postgres"));
            var trusting = new HashMap<>(there.secrets());
            trusting.put(PodEnv.PG_ROOT_CERT, certificate.toString());
            var good = LocalPod.run(order, trusting);
            assertThat(good.outcome().reason()).as(good.log()).isNull();

            var address = new ServerAddress("127.0.0.1", own.port(), SslMode.VerifyFull, null, "postgres");
            refused(LocalPod.run(at(given.dump("postgres"), address), trusting), FailureReason.TlsFailed);
            refused(LocalPod.run(at(given.dump("postgres"), order.server()), there.secrets()), FailureReason.TlsFailed);
        }
    }

    @Test
    void privilegesThatLack() throws Exception {
        var end = LocalPod.run(given.dump(DATABASE), as("stranger"));
        refused(end, FailureReason.PermissionDenied);
        assertThat(end.outcome().message()).contains("sales.orders", "sales.numbers", "4711");
    }

    @Test
    void rowsThatWouldBeHidden() throws Exception {
        var database = Servers.fresh("secured");
        given.postgres().psql("postgres", "create database " + database);
        given.postgres().psql(database, """
                create table t (id int);
                grant select on t to reader;
                alter table t enable row level security;""");
        var end = LocalPod.run(given.dump(database), as("reader"));
        refused(end, FailureReason.RowSecurityHidesRows);
        assertThat(end.outcome().message()).contains("public.t");
    }

    @Test
    void aTableThatStaysLocked() throws Exception {
        try (var other = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + given.postgres().port() + "/" + DATABASE,
                        given.postgres().user(),
                        given.postgres().password());
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table sales.orders in access exclusive mode");
            refused(given.run(lockTimeout(given.dump(DATABASE), "1s")), FailureReason.LockTimeout);
        }
    }

    @Test
    void missingBucket() throws Exception {
        var nowhere = new Given(given.postgres(), given.s3(), "no-such-bucket");
        var end = nowhere.run(nowhere.dump(DATABASE));
        assertThat(end.outcome().reason()).as(end.log()).isEqualTo(FailureReason.BucketMissing);
    }

    @Test
    void wrongKeys() throws Exception {
        var secrets = new HashMap<>(given.secrets());
        secrets.put(PodEnv.AWS_SECRET_ACCESS_KEY, "not-the-secret-key");
        try (var pod = LocalPod.start(given.dump(DATABASE), secrets)) {
            refused(pod.end(), FailureReason.StorageDenied);
            assertThat(pod.everything()).doesNotContain("not-the-secret-key");
        }
    }

    private Map<String, String> as(String role) {
        var secrets = new HashMap<>(given.secrets());
        secrets.put(PodEnv.PG_USER, role);
        secrets.put(PodEnv.PG_PASSWORD, PASSWORD);
        return secrets;
    }

    private static Order.Dump at(Order.Dump order, ServerAddress server) {
        return Altered.with(order, "server", server);
    }

    private static Order.Dump lockTimeout(Order.Dump order, String timeout) {
        return Given.asked(order, Given.whole(Dump.Fingerprint.Checksums, timeout));
    }

    private void refused(LocalPod.End end, FailureReason reason) {
        assertThat(end.outcome().reason()).as(end.log()).isEqualTo(reason);
        assertThat(end.exitCode()).isEqualTo(1);
        assertThat(end.outcome().message()).isNotBlank();
        assertThat(given.contents().keys()).isEmpty();
    }
}
