package io.pgbelay.e2e;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.pgbelay.demo.Contents;
import io.pgbelay.demo.Shell;
import io.pgbelay.demo.Shop;
import io.pgbelay.playground.control.Certificates;
import java.util.List;
import java.util.Map;

/** The application's Postgres in a Pod, reached with TLS; psql runs inside it. */
final class PostgresPod {
    static final String DATABASE = "orders";
    private static final String POD = "orders-db";
    private static final String SERVICE = "orders-rw";

    private final Cluster cluster;

    private PostgresPod(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Starts it in the application's namespace, with the Secrets that the examples name. */
    static PostgresPod start(Cluster cluster, Image image) {
        secrets()
                .forEach(one ->
                        cluster.client().resource(one).inNamespace(Cluster.SHOP).serverSideApply());
        cluster.apply(Resources.read("postgres.yaml", Map.of("IMAGE", image.toString(), "PASSWORD", Shop.PASSWORD)));
        cluster.kubectl("-n", Cluster.SHOP, "wait", "pod/" + POD, "--for=condition=Ready", "--timeout=180s");
        return new PostgresPod(cluster);
    }

    private static List<Secret> secrets() {
        var server = new Certificates().issue("CN=" + SERVICE, List.of(SERVICE));
        return List.of(
                secret("orders-tls", Map.of("tls.crt", server.certificatePem(), "tls.key", server.keyPem())),
                secret("orders-ca", Map.of("ca.crt", server.authorityPem())),
                secret("orders-backup", Map.of("username", "orders_backup", "password", Shop.PASSWORD)),
                secret("orders-admin", Map.of("username", "orders_admin", "password", Shop.PASSWORD)));
    }

    private static Secret secret(String name, Map<String, String> values) {
        return new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withStringData(values)
                .build();
    }

    /** Makes the shop's database: pgbench's tables, and what a real shop has besides. */
    void fill(int scale) {
        psql("postgres", Shop.roles() + ";CREATE DATABASE " + DATABASE + " OWNER shop;");
        psql(DATABASE, "GRANT ALL ON SCHEMA public TO shop;");
        must(cluster.exec(
                POD,
                "postgres",
                "pgbench",
                "--username=shop",
                "--initialize",
                "--init-steps=dtGvpf",
                "--quiet",
                "--scale=" + scale,
                DATABASE));
        psql(DATABASE, Shop.script());
    }

    /** Runs SQL as the superuser; stdin is psql's own language. */
    String psql(String database, String sql) {
        return must(answer(database, sql)).text();
    }

    private Shell.Answer answer(String database, String sql) {
        return cluster.execFed(
                sql, POD, "postgres", "psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-U", "postgres", "-d", database);
    }

    /** What a database holds, as psql sees it. */
    Contents contents(String database) {
        return Contents.of(database, queries -> answer(database, queries));
    }

    /** The server's major version. */
    int major() {
        return Integer.parseInt(psql("postgres", "SHOW server_version_num").strip()) / 10_000;
    }

    /** Keeps a table locked against everybody until {@link Lock#close}, so that whoever wants to read it waits. */
    Lock lock(String table) {
        var session = cluster.background(
                "-n",
                Cluster.SHOP,
                "exec",
                POD,
                "-c",
                "postgres",
                "--",
                "psql",
                "-Xq",
                "-U",
                "postgres",
                "-d",
                DATABASE,
                "-c",
                "SET application_name = 'the lock'; BEGIN; LOCK TABLE " + table
                        + " IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(600)");
        return new Lock(session);
    }

    /** A lock on a table. */
    final class Lock implements AutoCloseable {
        private final Background session;

        private Lock(Background session) {
            this.session = session;
        }

        /** Whether somebody waits for it. */
        boolean awaited() {
            return psql(DATABASE, "SELECT count(*) > 0 FROM pg_locks WHERE NOT granted")
                    .strip()
                    .equals("t");
        }

        @Override
        public void close() {
            psql(
                    DATABASE,
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'the lock'");
            session.close();
        }
    }

    private static Shell.Answer must(Shell.Answer answer) {
        if (answer.exit() != 0) {
            throw new IllegalStateException("in the Postgres Pod:\n" + answer.text());
        }
        return answer;
    }
}
