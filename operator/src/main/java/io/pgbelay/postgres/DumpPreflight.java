package io.pgbelay.postgres;

import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Failure;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whatever would make a dump fail or lie, found before the first byte. */
public final class DumpPreflight {
    private static final int NAMED = 5;

    private static final String DENIED = " AND NOT (has_schema_privilege(n.oid, 'USAGE') AND %s(c.oid, 'SELECT'))";

    private static final String SEQUENCES = """
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'S' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
              AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                AND d.deptype = 'e')""";

    private static final String UNREADABLE_LARGE_OBJECTS = """
            SELECT 'large object ' || m.oid FROM pg_largeobject_metadata m
            WHERE NOT pg_has_role(m.lomowner, 'USAGE')
              AND NOT EXISTS (SELECT FROM aclexplode(m.lomacl) a WHERE a.privilege_type = 'SELECT'
                AND (a.grantee = 0 OR pg_has_role(a.grantee, 'USAGE')))
              AND NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
            LIMIT 100""";

    private static final String LOCK_SLOTS = """
            SELECT current_setting('max_locks_per_transaction')::bigint
              * (current_setting('max_connections')::bigint + current_setting('max_prepared_transactions')::bigint)""";

    private DumpPreflight() {}

    /**
     * Checks everything.
     *
     * @param version the major that the server must have; absent: any
     */
    public static void check(Session session, Selection selection, @Nullable Integer version) throws SQLException {
        ServerPreflight.check(session, version);
        everyPatternMatches(session, selection);
        readable(session, selection);
        allRowsVisible(session, selection);
        enoughLocks(session, selection);
    }

    private static void everyPatternMatches(Session session, Selection selection) throws SQLException {
        var idle = idle(session, selection);
        if (!idle.isEmpty()) {
            throw new Failure(FailureReason.NothingSelected, "nothing in the database matches " + some(idle));
        }
    }

    private static List<String> idle(Session session, Selection selection) throws SQLException {
        try {
            return selection.idle(session);
        } catch (SQLException e) {
            if (!"2201B".equals(e.getSQLState())) {
                throw e;
            }
            throw new Failure(FailureReason.NothingSelected, "a pattern cannot be read: " + e.getMessage(), e);
        }
    }

    private static void readable(Session session, Selection selection) throws SQLException {
        var name = "format('%I.%I', n.nspname, c.relname) ";
        var denied = session.texts("SELECT 'table ' || " + name + selection.tables()
                + DENIED.formatted("has_table_privilege") + " UNION ALL SELECT 'sequence ' || " + name + SEQUENCES
                + selection.also() + DENIED.formatted("has_sequence_privilege") + " LIMIT 100");
        denied.addAll(session.texts(UNREADABLE_LARGE_OBJECTS));
        if (!denied.isEmpty()) {
            throw new Failure(FailureReason.PermissionDenied, "the role may not read " + some(denied));
        }
    }

    private static void allRowsVisible(Session session, Selection selection) throws SQLException {
        var hidden = session.texts("SELECT format('%I.%I', n.nspname, c.relname) " + selection.tables()
                + " AND row_security_active(c.oid) LIMIT 100");
        if (!hidden.isEmpty()) {
            throw new Failure(
                    FailureReason.RowSecurityHidesRows, "row security applies to the role in " + some(hidden));
        }
    }

    private static void enoughLocks(Session session, Selection selection) throws SQLException {
        var tables = session.number("SELECT count(*) " + selection.tables());
        var slots = session.number(LOCK_SLOTS);
        if (tables * selection.lockings() > slots) {
            throw new Failure(
                    FailureReason.TooManyLocks, "%d tables do not fit %d lock slots".formatted(tables, slots));
        }
    }

    private static String some(List<String> names) {
        var shown = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
        return names.size() <= NAMED ? shown : shown + " and " + (names.size() - NAMED) + " more";
    }
}
