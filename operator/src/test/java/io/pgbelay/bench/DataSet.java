package io.pgbelay.bench;

import io.pgbelay.rig.Given;
import io.pgbelay.rig.Programs;
import io.pgbelay.rig.Servers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The database that is backed up.
 *
 * @param archive all of it as {@code pg_dump -Fc -Z0} writes it, on local disk
 * @param bytes what {@code pg_database_size} says of it
 */
record DataSet(String database, Path archive, long bytes) {
    /** Fills a database of this server; scale 1 is about 1 GB. */
    static DataSet make(Given given, double scale) throws IOException, InterruptedException {
        var database = "bench";
        var postgres = given.postgres();
        // What is vacuumed by itself would be measured with whoever happens to run.
        postgres.psql("postgres", "alter system set autovacuum = off");
        postgres.psql("postgres", "select pg_reload_conf()");
        postgres.psql("postgres", "create database " + database);
        postgres.psql(database, "\\set scale " + String.format(Locale.ROOT, "%.3f", scale) + "\n" + script());
        postgres.psql(database, "checkpoint");
        var archive = Servers.household().folder("bench").resolve("bench.dump");
        var dumped = Programs.run(
                List.of("pg_dump", "-Fc", "-Z0", "-f", archive.toString(), database),
                new HashMap<>(Programs.env(given)));
        if (dumped.exitCode() != 0) {
            throw new IllegalStateException(dumped.output());
        }
        var bytes = postgres.psql(database, "select pg_database_size(current_database())");
        return new DataSet(database, archive, Long.parseLong(bytes.strip()));
    }

    private static String script() throws IOException {
        try (var file = Objects.requireNonNull(DataSet.class.getResourceAsStream("dataset.sql"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
