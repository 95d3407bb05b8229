package io.pgbelay.postgres;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The tables whose rows a dump reads, and the lock that keeps them as they are. */
final class Relations {
    /** What pg_dump reads rows from or locks: no system schemas, of extensions only what they say is to be dumped. */
    static final String TABLES = """
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
              AND (NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                     AND d.deptype = 'e')
                OR EXISTS (SELECT FROM pg_extension e WHERE c.oid = ANY (e.extconfig)))""";

    private static final int IN_ONE_STATEMENT = 500;

    private Relations() {}

    /** OIDs and quoted names. */
    static Map<Long, String> list(Session session, Selection selection) throws SQLException {
        var found = new LinkedHashMap<Long, String>();
        session.rows(
                "SELECT c.oid, format('%I.%I', n.nspname, c.relname) " + selection.tables() + " ORDER BY 1",
                row -> found.put(row.getLong(1), row.getString(2)));
        return found;
    }

    /** Locks tables against everything that would take rows away behind the snapshot's back (TRUNCATE, rewrites). */
    static void lock(Session session, List<String> names) throws SQLException {
        for (var batch : batches(names)) {
            session.run(
                    batch.stream().collect(Collectors.joining(", ONLY ", "LOCK TABLE ONLY ", " IN ACCESS SHARE MODE")));
        }
    }

    private static List<List<String>> batches(List<String> names) {
        return IntStream.range(0, (names.size() + IN_ONE_STATEMENT - 1) / IN_ONE_STATEMENT)
                .mapToObj(i -> names.subList(i * IN_ONE_STATEMENT, Math.min(names.size(), (i + 1) * IN_ONE_STATEMENT)))
                .toList();
    }
}
