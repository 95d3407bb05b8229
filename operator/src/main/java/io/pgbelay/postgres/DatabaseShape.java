package io.pgbelay.postgres;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a dump does not hold of a database and a new one must be made with.
 *
 * @param provider {@code c}, {@code i} or {@code b}, as pg_database has it
 * @param locale of ICU or the builtin provider; absent for libc
 * @param settings {@code name=value}
 * @param acl grants on the database itself, as aclitems; empty means the defaults
 */
public record DatabaseShape(
        String serverVersion,
        String encoding,
        String collate,
        String ctype,
        String provider,
        @Nullable String locale,
        String owner,
        @Nullable String comment,
        List<String> settings,
        List<String> acl,
        @Nullable Long bytes,
        @Nullable String systemIdentifier) {
    private static final String SETTINGS = """
            SELECT unnest(s.setconfig) FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase
            WHERE d.datname = current_database() AND s.setrole = 0""";

    /** Looks at the database that the session is connected to. */
    public static DatabaseShape read(Session session) throws SQLException {
        var provider = session.major() >= 15 ? "d.datlocprovider" : "'c'";
        var locale = session.major() >= 17 ? "d.datlocale" : session.major() >= 15 ? "d.daticulocale" : "NULL";
        var settings = session.texts(SETTINGS);
        var acl =
                session.texts("SELECT unnest(d.datacl)::text FROM pg_database d WHERE d.datname = current_database()");
        var bytes = tolerant(session, "SELECT pg_database_size(current_database())::text");
        var system = tolerant(session, "SELECT system_identifier::text FROM pg_control_system()");
        return session.row(
                """
                SELECT pg_encoding_to_char(d.encoding), d.datcollate, d.datctype, %s, %s, pg_get_userbyid(d.datdba),
                  shobj_description(d.oid, 'pg_database'), current_setting('server_version')
                FROM pg_database d WHERE d.datname = current_database()""".formatted(provider, locale),
                row -> new DatabaseShape(
                        row.getString(8),
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7),
                        settings,
                        acl,
                        bytes == null ? null : Long.valueOf(bytes),
                        system));
    }

    /** An answer that not every role may have. */
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
