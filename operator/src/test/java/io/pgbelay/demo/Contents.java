package io.pgbelay.demo;

import io.pgbelay.playground.postgres.PostgresServer;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What a database holds, as psql sees it and none of our code: rows and an order-independent content checksum of each
 * table and materialized view, the state of each sequence, each large object.
 *
 * @param facts what, and its fingerprint
 */
public record Contents(Map<String, String> facts) {
    private static final String QUERIES = """
            SET search_path = public; SET timezone = 'UTC';
            SELECT format($q$SELECT 'table %1$s', count(*) || ' rows, ' || coalesce(sum(hashtextextended(x::text, 7)), 0)
                FROM ONLY %1$s x$q$, c.oid::regclass)
            FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
            WHERE relkind IN ('r', 'm') AND nspname !~ '^pg_' AND nspname <> 'information_schema'
            UNION ALL
            SELECT format($q$SELECT 'view %1$s', count(*)::text FROM %1$s$q$, c.oid::regclass)
            FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
            WHERE relkind = 'v' AND nspname !~ '^pg_' AND nspname <> 'information_schema'
            UNION ALL
            SELECT format($q$SELECT 'sequence %1$s', last_value || ' ' || is_called FROM %1$s$q$, c.oid::regclass)
            FROM pg_class c WHERE relkind = 'S'
            UNION ALL
            SELECT $q$SELECT 'large object ' || oid, md5(lo_get(oid)) FROM pg_largeobject_metadata$q$
            UNION ALL
            SELECT $q$SELECT 'index ' || indexrelid::regclass, pg_get_indexdef(indexrelid) FROM pg_index
                JOIN pg_class c ON c.oid = indrelid WHERE indrelid >= 16384 AND c.relkind <> 't'$q$
            UNION ALL
            SELECT $q$SELECT 'constraint ' || conrelid::regclass || '.' || conname, pg_get_constraintdef(oid)
                FROM pg_constraint WHERE conrelid >= 16384$q$
            \\gexec
            """;

    public Contents {
        facts = Map.copyOf(facts);
    }

    /** Asks psql. */
    public static Contents of(PostgresServer server, String database) {
        return of(
                database,
                queries -> Shell.answer(
                        Map.of("PGPASSWORD", server.password()),
                        queries,
                        server.binDir().resolve("psql").toString(),
                        "-XqAt",
                        "-v",
                        "ON_ERROR_STOP=1",
                        "-h",
                        server.host(),
                        "-p",
                        Integer.toString(server.port()),
                        "-U",
                        server.user(),
                        "-d",
                        database));
    }

    /** Asks a psql that is told what to run on its stdin, wherever it runs. */
    public static Contents of(String database, Function<String, Shell.Answer> psql) {
        var answer = psql.apply(QUERIES);
        if (answer.exit() != 0) {
            throw new IllegalStateException("psql could not look at " + database + ":\n" + answer.text());
        }
        var facts = new TreeMap<String, String>();
        answer.text().lines().map(line -> line.split("\\|", 2)).forEach(pair -> facts.put(pair[0], pair[1]));
        return new Contents(facts);
    }

    /** What differs, for people; empty where all is equal. */
    public Map<String, String> differencesFrom(Contents other) {
        var differences = new TreeMap<String, String>();
        facts.forEach((what, here) -> {
            var there = other.facts.getOrDefault(what, "missing");
            if (!here.equals(there)) {
                differences.put(what, here + " here, " + there + " there");
            }
        });
        other.facts.keySet().stream()
                .filter(what -> !facts.containsKey(what))
                .forEach(what -> differences.put(what, "missing here"));
        return differences;
    }

    /** How many facts of a kind there are, such as {@code table}. */
    public long count(String kind) {
        return facts.keySet().stream()
                .filter(what -> what.startsWith(kind + " "))
                .count();
    }
}
