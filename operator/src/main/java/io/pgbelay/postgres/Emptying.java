package io.pgbelay.postgres;

import java.sql.SQLException;
import java.util.List;

/**
 * What a database holds is taken away, and the database stays. Extensions stay, for many may be made by a superuser alone;
 * so do the schemas that they live in, and {@code public}: of these only the contents go.
 *
 * <p>{@code pg_restore --clean} does not do: it stumbles over inherited constraints, and leaves what was made after the
 * backup.
 */
public final class Emptying {
    /** Schemas of people, and whether they stay. An extension's own schema is the extension's. */
    private static final String SCHEMAS = """
            WITH own AS (
              SELECT n.oid, n.nspname, n.nspowner,
                n.nspname = 'public' OR EXISTS (SELECT FROM pg_extension e WHERE e.extnamespace = n.oid) AS stays
              FROM pg_namespace n
              WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND NOT EXISTS (
                SELECT FROM pg_depend d
                WHERE d.classid = 'pg_namespace'::regclass AND d.objid = n.oid AND d.deptype = 'e'))
            """;

    /**
     * Things of schemas that stay, each with its owner. What belongs to an extension stays; a part of another goes with it. The
     * columns by which a table is partitioned are parts of itself.
     */
    private static final String THINGS = SCHEMAS + """
            , thing AS (
              SELECT 'pg_class'::regclass AS class, c.oid, c.relnamespace AS schema, c.relowner AS owner
                FROM pg_class c WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
              UNION ALL SELECT 'pg_proc'::regclass, p.oid, p.pronamespace, p.proowner FROM pg_proc p
              UNION ALL SELECT 'pg_type'::regclass, t.oid, t.typnamespace, t.typowner FROM pg_type t
                LEFT JOIN pg_class c ON c.oid = t.typrelid
                WHERE (t.typtype IN ('d', 'e', 'r') OR c.relkind = 'c' OR (t.typtype = 'b' AND t.typelem = 0))
              UNION ALL SELECT 'pg_operator'::regclass, o.oid, o.oprnamespace, o.oprowner FROM pg_operator o
              UNION ALL SELECT 'pg_opfamily'::regclass, f.oid, f.opfnamespace, f.opfowner FROM pg_opfamily f
              UNION ALL SELECT 'pg_collation'::regclass, c.oid, c.collnamespace, c.collowner FROM pg_collation c
              UNION ALL SELECT 'pg_conversion'::regclass, c.oid, c.connamespace, c.conowner FROM pg_conversion c
              UNION ALL SELECT 'pg_ts_config'::regclass, t.oid, t.cfgnamespace, t.cfgowner FROM pg_ts_config t
              UNION ALL SELECT 'pg_ts_dict'::regclass, t.oid, t.dictnamespace, t.dictowner FROM pg_ts_dict t),
            doomed AS (
              SELECT thing.*, own.nspowner FROM thing JOIN own ON own.oid = thing.schema AND own.stays
              WHERE NOT EXISTS (
                SELECT FROM pg_depend d
                WHERE d.classid = thing.class AND d.objid = thing.oid AND d.deptype IN ('e', 'i')
                  AND d.refobjid <> d.objid))
            """;

    /** Things of no schema. */
    private static final String LOOSE = """
            SELECT 'pg_publication'::regclass AS class, oid FROM pg_publication
            UNION ALL SELECT 'pg_event_trigger'::regclass, oid FROM pg_event_trigger
            UNION ALL SELECT 'pg_foreign_server'::regclass, oid FROM pg_foreign_server
            UNION ALL SELECT 'pg_foreign_data_wrapper'::regclass, oid FROM pg_foreign_data_wrapper
            UNION ALL SELECT 'pg_cast'::regclass, oid FROM pg_cast
            UNION ALL SELECT 'pg_language'::regclass, oid FROM pg_language""";

    /** OIDs below are the server's own (FirstNormalObjectId). */
    private static final int FIRST_OF_PEOPLE = 16_384;

    private Emptying() {}

    /** Schemas that are there and stay. */
    public static List<String> staying(Session session) throws SQLException {
        return session.texts(SCHEMAS + "SELECT nspname FROM own WHERE stays ORDER BY 1");
    }

    /** What the role may not take away, for people. */
    public static List<String> forbidden(Session session) throws SQLException {
        return session.texts(THINGS + """
                SELECT i.type || ' ' || i.identity FROM doomed, pg_identify_object(doomed.class, doomed.oid, 0) i
                WHERE NOT pg_has_role(current_user, doomed.owner, 'USAGE')
                  AND NOT pg_has_role(current_user, doomed.nspowner, 'USAGE')
                UNION ALL SELECT 'schema ' || nspname FROM own
                WHERE NOT stays AND NOT pg_has_role(current_user, nspowner, 'USAGE')
                UNION ALL SELECT 'large object ' || oid FROM pg_largeobject_metadata
                WHERE NOT pg_has_role(current_user, lomowner, 'USAGE')
                ORDER BY 1 LIMIT 6""");
    }

    /** Locks that it takes, about: each relation, index and large object one. */
    public static long locks(Session session) throws SQLException {
        return session.number("""
                SELECT (SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                  WHERE n.nspname <> 'information_schema' AND n.nspname <> 'pg_catalog' AND c.relkind <> 'c')
                  + (SELECT count(*) FROM pg_largeobject_metadata)""");
    }

    /** Words for psql that do it, inside a transaction. What one of them takes along is gone when its own turn comes. */
    public static String script() {
        return """
                %1$s SELECT format('DROP SCHEMA IF EXISTS %%I CASCADE', nspname) FROM own WHERE NOT stays \\gexec
                %2$s SELECT format('DROP %%s IF EXISTS %%s CASCADE', upper(i.type), i.identity)
                FROM doomed, pg_identify_object(doomed.class, doomed.oid, 0) i \\gexec
                SELECT format('DROP %%s IF EXISTS %%s CASCADE', upper(translate(i.type, '-', ' ')), i.identity)
                FROM (%3$s) loose, pg_identify_object(loose.class, loose.oid, 0) i
                WHERE loose.oid >= %4$d AND NOT EXISTS (
                  SELECT FROM pg_depend d
                  WHERE d.classid = loose.class AND d.objid = loose.oid AND d.deptype = 'e') \\gexec
                SELECT count(lo_unlink(oid)) FROM pg_largeobject_metadata;
                """.formatted(SCHEMAS, THINGS, LOOSE, FIRST_OF_PEOPLE);
    }
}
