package io.pgbelay.demo;

import io.pgbelay.playground.postgres.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The application's database: pgbench's tables, and what a real shop has besides. */
public final class Shop {
    /** Password of all its roles; nobody outside this machine reaches the server. */
    public static final String PASSWORD = "s3cret-of-the-shop";

    private Shop() {}

    /**
     * Makes roles and database.
     *
     * @param scale of pgbench: 100,000 accounts or 15 MB each
     */
    public static void open(PostgresServer server, String database, int scale) {
        server.psql("postgres", roles());
        server.psql("postgres", "CREATE DATABASE " + database + " OWNER shop");
        server.psql(database, "GRANT ALL ON SCHEMA public TO shop");
        pgbench(server, database, scale);
        server.psql(database, script());
    }

    /** Three roles that log in: one may read everything the shop owns, one may make databases, one only reports. */
    public static String roles() {
        return """
                DO $$ BEGIN
                  IF to_regrole('shop') IS NULL THEN
                    CREATE ROLE shop LOGIN PASSWORD '%1$s';
                    CREATE ROLE reporting;
                    CREATE ROLE orders_backup LOGIN PASSWORD '%1$s' IN ROLE shop;
                    CREATE ROLE orders_admin LOGIN CREATEDB PASSWORD '%1$s' IN ROLE shop;
                  END IF;
                END $$
                """.formatted(PASSWORD);
    }

    private static void pgbench(PostgresServer server, String database, int scale) {
        Shell.run(
                java.util.Map.of(
                        "PGHOST",
                        server.host(),
                        "PGPORT",
                        Integer.toString(server.port()),
                        "PGUSER",
                        "shop",
                        "PGPASSWORD",
                        PASSWORD),
                server.binDir().resolve("pgbench").toString(),
                "--initialize",
                "--init-steps=dtGvpf",
                "--quiet",
                "--scale=" + scale,
                database);
    }

    /** What a real shop has besides the tables of pgbench, for psql. */
    public static String script() {
        try (var file = Objects.requireNonNull(Shop.class.getResourceAsStream("shop.sql"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
