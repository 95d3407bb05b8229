package io.pgbelay.rig;

import io.pgbelay.playground.postgres.PostgresServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Programs that others wrote, run on this machine. */
public final class Programs {
    private Programs() {}

    /** What a program said and how it ended. */
    public record Result(int exitCode, String output) {}

    /** Runs a program to its end. */
    public static Result run(List<String> command, Map<String, String> env) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(env);
        var process = builder.start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    /** Whether there is such a program on this machine. */
    public static boolean has(String name) throws IOException, InterruptedException {
        return run(List.of("sh", "-c", "command -v " + name), Map.of()).exitCode() == 0;
    }

    /** What libpq and the AWS tools read, for a user who opens a backup by himself. */
    public static Map<String, String> env(Given given) {
        var postgres = given.postgres();
        var env = new HashMap<>(given.secrets());
        env.put("PGHOST", postgres.host());
        env.put("PGPORT", String.valueOf(postgres.port()));
        env.put("AWS_DEFAULT_REGION", given.s3().region());
        env.put("PATH", postgres.binDir() + ":" + System.getenv("PATH"));
        return env;
    }

    /** The same for one whose aws reads the files of the S3 server, which is enough here, and faster. */
    public static Map<String, String> byHand(Given given) throws IOException {
        var folder = Servers.household().folder(Servers.fresh("bin-"));
        var aws = Files.writeString(folder.resolve("aws"), """
                #!/bin/sh
                for word; do case $word in s3://*) exec cat "$BUCKETS/${word#s3://}" ;; esac; done
                exit 1
                """);
        Files.setPosixFilePermissions(aws, PosixFilePermissions.fromString("rwx------"));
        var env = new HashMap<>(env(given));
        env.put("PATH", folder + ":" + env.get("PATH"));
        env.put("BUCKETS", buckets(given).toString());
        return env;
    }

    private static Path buckets(Given given) throws IOException {
        try (var files = Files.walk(Servers.household().directory())) {
            return files.filter(path -> path.endsWith(given.bucket()))
                    .findFirst()
                    .map(Path::getParent)
                    .orElseThrow();
        }
    }

    /** Fills a database with pgbench's tables and with everything that a dump may trip over. */
    public static void fill(Given given, String database) throws IOException, InterruptedException {
        var pgbench = run(List.of("pgbench", "-q", "-i", "-s", "1", "--foreign-keys", database), env(given));
        if (pgbench.exitCode() != 0) {
            throw new IllegalStateException(pgbench.output());
        }
        given.postgres().psql(database, """
                create schema "Bücher & Ähnliches";
                create table "Bücher & Ähnliches"."Größe 😀" (
                  id bigint generated always as identity primary key, "naïve 'name" text, doc jsonb);
                insert into "Bücher & Ähnliches"."Größe 😀" ("naïve 'name", doc)
                  select 'Zeile ' || i || E' mit\t\\ und \n', jsonb_build_object('i', i, 'ß', repeat('x', i % 50))
                  from generate_series(1, 5000) i;
                create sequence numbers start 100 increment 7;
                select nextval('numbers') from generate_series(1, 13);
                create view totals as select bid, sum(abalance) from pgbench_accounts group by bid;
                create materialized view aids as select aid from pgbench_accounts where aid % 10 = 0;
                create unique index on aids (aid);
                create table parts (at date, what text) partition by range (at);
                create table parts_2026 partition of parts for values from ('2026-01-01') to ('2027-01-01');
                insert into parts select '2026-01-01'::date + i, 'p' || i from generate_series(0, 364) i;
                select lo_from_bytea(4711, convert_to(repeat('large object ', 10000), 'UTF8'));
                comment on large object 4711 is 'a large one';
                create function twice(i int) returns int language sql as 'select 2 * i';""");
    }

    /** What psql sees of a database: rows and a checksum of each table, sequences, large objects, its own properties. */
    public static String portrait(PostgresServer server, String database) {
        return server.psql(database, """
                set search_path = pg_catalog;
                select format('select %L, count(*), md5(string_agg(md5(t::text), '''' order by md5(t::text))) from %s t',
                  c.oid::regclass, c.oid::regclass)
                from pg_class c where relkind in ('r', 'm', 'v') and relnamespace::regnamespace::text !~ '^(pg_|information)'
                order by c.oid::regclass::text collate "C"
                \\gexec
                select schemaname, sequencename, last_value from pg_sequences order by 1, 2;
                select oid, md5(lo_get(oid)), obj_description(oid, 'pg_largeobject') from pg_largeobject_metadata order by 1;
                select relname, relkind from pg_class where relnamespace::regnamespace::text !~ '^(pg_|information)'
                  order by 1, 2;
                select pg_encoding_to_char(encoding), datcollate, datctype, datlocprovider, pg_get_userbyid(datdba), datacl
                  from pg_database where datname = current_database();
                select unnest(setconfig) from pg_db_role_setting s join pg_database d on d.oid = s.setdatabase
                  where datname = current_database() order by 1;""");
    }
}
