package io.pgbelay.postgres;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Which server this is. A promoted copy has the same identifier, and another timeline.
 *
 * @param systemIdentifier absent where the role may not see it
 * @param timeline absent likewise
 */
public record ServerIdentity(
        @Nullable String systemIdentifier, @Nullable Long timeline) {
    /** Asks a server that takes writes. */
    public static ServerIdentity read(Session session) throws SQLException {
        var system = tolerant(session, "SELECT system_identifier::text FROM pg_control_system()");
        // The control file knows a new timeline only after the next checkpoint; the WAL knows it at once.
        var timeline = tolerant(
                session, "SELECT ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::bigint::text");
        return new ServerIdentity(system, timeline == null ? null : Long.valueOf(timeline));
    }

    private static @Nullable String tolerant(Session session, String sql) throws SQLException {
        try {
            return session.texts(sql).getFirst();
        } catch (SQLException e) {
            if ("42501".equals(e.getSQLState())) {
                return null;
            }
            throw e;
        }
    }
}
