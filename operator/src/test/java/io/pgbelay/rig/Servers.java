package io.pgbelay.rig;

import io.pgbelay.playground.postgres.PostgresBinaries;
import io.pgbelay.playground.postgres.PostgresServer;
import io.pgbelay.playground.process.Household;
import io.pgbelay.playground.s3.S3Server;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** A Postgres and an S3 server for all tests of this JVM. */
public final class Servers {
    private static final AtomicInteger NAMES = new AtomicInteger();

    private Servers() {}

    private static final class Shared {
        static final Household HOUSEHOLD = Household.open(Path.of(System.getProperty("java.io.tmpdir")));
        static final PostgresServer POSTGRES =
                PostgresServer.start(HOUSEHOLD, PostgresBinaries.find(System.out::println), false);
        static final S3Server S3 = S3Server.start(HOUSEHOLD.folder("s3"));
    }

    public static Household household() {
        return Shared.HOUSEHOLD;
    }

    public static PostgresServer postgres() {
        return Shared.POSTGRES;
    }

    /** A server for one test alone, which may kill it. */
    public static PostgresServer ownPostgres() {
        return PostgresServer.start(household(), PostgresBinaries.find(System.out::println), false);
    }

    public static S3Server s3() {
        return Shared.S3;
    }

    /** A server for one test alone, with faults of its own. */
    public static S3Server ownS3() {
        return S3Server.start(household().folder("s3-" + NAMES.incrementAndGet()));
    }

    /** A database of 40 MB that nothing makes smaller: long enough to be interrupted. Made once for each server. */
    public static synchronized String heavy(PostgresServer server) {
        if (!server.psql("postgres", "select 1 from pg_database where datname = 'heavy'")
                .isBlank()) {
            return "heavy";
        }
        server.psql("postgres", "create database heavy");
        server.psql("heavy", """
                create table noise as
                  select i, pg_read_binary_file('/dev/urandom', 0, 1000000) as bytes from generate_series(1, 40) i;
                create table small as select i from generate_series(1, 10) i;""");
        return "heavy";
    }

    /** A name that no other test uses. */
    public static String fresh(String stem) {
        return stem + NAMES.incrementAndGet();
    }
}
