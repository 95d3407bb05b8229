package io.pgbelay.worker;

import io.pgbelay.playground.postgres.PostgresBinaries;
import io.pgbelay.playground.postgres.PostgresServer;
import io.pgbelay.playground.process.Household;
import io.pgbelay.playground.s3.S3Server;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** A Postgres and an S3 server for all tests of this JVM. */
final class Servers {
    private static final AtomicInteger NAMES = new AtomicInteger();

    private Servers() {}

    private static final class Shared {
        static final Household HOUSEHOLD = Household.open(Path.of(System.getProperty("java.io.tmpdir")));
        static final PostgresServer POSTGRES =
                PostgresServer.start(HOUSEHOLD, PostgresBinaries.find(System.out::println), false);
        static final S3Server S3 = S3Server.start(HOUSEHOLD.folder("s3"));
    }

    static Household household() {
        return Shared.HOUSEHOLD;
    }

    static PostgresServer postgres() {
        return Shared.POSTGRES;
    }

    /** A server for one test alone, which may kill it. */
    static PostgresServer ownPostgres() {
        return PostgresServer.start(household(), PostgresBinaries.find(System.out::println), false);
    }

    static S3Server s3() {
        return Shared.S3;
    }

    /** A server for one test alone, with faults of its own. */
    static S3Server ownS3() {
        return S3Server.start(household().folder("s3-" + NAMES.incrementAndGet()));
    }

    /** A name that no other test uses. */
    static String fresh(String stem) {
        return stem + NAMES.incrementAndGet();
    }
}
