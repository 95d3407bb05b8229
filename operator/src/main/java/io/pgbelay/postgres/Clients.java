package io.pgbelay.postgres;

import java.sql.SQLException;
import java.util.List;

/** Who is connected to a database, and how they are sent away. */
public final class Clients {
    /** Sessions of people and programs; without the right to look, their kind is unknown. Autovacuum leaves by itself. */
    private static final String OF = """
             FROM pg_stat_activity a WHERE a.datid = ? AND a.pid <> pg_backend_pid() AND a.usesysid IS NOT NULL
               AND coalesce(a.backend_type, 'client backend') <> 'parallel worker'""";

    /** What pg_terminate_backend asks for. */
    private static final String MAY_BE_ENDED = """
             ((SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
               OR (NOT coalesce((SELECT rolsuper FROM pg_roles r WHERE r.oid = a.usesysid), false)
                 AND (pg_has_role(current_user, a.usesysid, 'USAGE')
                   OR pg_has_role(current_user, 'pg_signal_backend', 'USAGE'))))""";

    private Clients() {}

    /** How many there are. */
    public static long count(Session session, long oid) throws SQLException {
        return session.number("SELECT count(*) " + OF, oid);
    }

    /** Roles whose sessions we could not end. */
    public static List<String> unendable(Session session, long oid) throws SQLException {
        return session.texts("SELECT DISTINCT a.usename " + OF + " AND NOT " + MAY_BE_ENDED, oid);
    }

    /** Sends everybody away whom we may. */
    public static void end(Session session, long oid) throws SQLException {
        session.texts("SELECT pg_terminate_backend(a.pid)::text " + OF + " AND " + MAY_BE_ENDED, oid);
    }
}
