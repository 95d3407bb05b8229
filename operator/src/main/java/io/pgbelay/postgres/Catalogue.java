package io.pgbelay.postgres;

import io.pgbelay.contract.Fingerprint.Extension;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the catalogue knows about the tables of a dump and the dump itself does not say.
 *
 * @param families by the OID of a table with rows: itself, or the outermost table whose partition it is. Tables of
 *     extensions are not in it: an extension brings rows of its own
 * @param lcMonetary by which amounts of type money are written
 */
public record Catalogue(Map<Long, Family> families, List<Extension> extensions, String lcMonetary) {
    private static final String FAMILIES = """
            SELECT c.oid, n.nspname, r.relname
            FROM pg_class c
            JOIN pg_class r ON r.oid = coalesce(CASE WHEN c.relispartition THEN pg_partition_root(c.oid) END, c.oid)
            JOIN pg_namespace n ON n.oid = r.relnamespace
            WHERE c.relkind = 'r' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
              AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                AND d.deptype = 'e')""";

    /** A table with all its partitions. */
    public record Family(String schema, String name) {}

    public Catalogue {
        families = Map.copyOf(families);
        extensions = List.copyOf(extensions);
    }

    /** Looks at the database that the session is connected to. */
    public static Catalogue of(Session session) throws SQLException {
        var families = new HashMap<Long, Family>();
        session.rows(FAMILIES, row -> families.put(row.getLong(1), new Family(row.getString(2), row.getString(3))));
        return new Catalogue(
                families, extensions(session), session.texts("SHOW lc_monetary").getFirst());
    }

    /** Extensions and their versions. */
    public static List<Extension> extensions(Session session) throws SQLException {
        return session.rows(
                "SELECT extname, extversion FROM pg_extension ORDER BY 1",
                row -> new Extension(row.getString(1), row.getString(2)));
    }
}
