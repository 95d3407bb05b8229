package io.pgbelay.postgres;

import io.pgbelay.contract.Globals;
import io.pgbelay.contract.Globals.Use;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/** Reads what a database needs of its server. Any role may; passwords are not looked at. */
public final class GlobalsReading {
    private static final int MOST = 20;

    /**
     * The bootstrap superuser's things are in no pg_shdepend, so owners are asked for one by one. What extensions bring
     * belongs to whoever creates the extension there: no dump says whose it was.
     */
    private static final String NAMED = """
            WITH db AS (SELECT oid, datdba FROM pg_database WHERE datname = current_database()),
            brought AS (SELECT classid, objid FROM pg_depend WHERE deptype = 'e'),
            named AS (
              SELECT refobjid AS oid, CASE deptype WHEN 'o' THEN 'Owner' WHEN 'r' THEN 'Policy' ELSE 'Grant' END AS use
                FROM pg_shdepend, db WHERE refclassid = 'pg_authid'::regclass AND deptype IN ('o', 'a', 'r')
                AND (dbid = db.oid OR (classid = 'pg_database'::regclass AND objid = db.oid))
                AND NOT (deptype = 'o' AND (classid = 'pg_extension'::regclass
                  OR (classid, objid) IN (SELECT classid, objid FROM brought)))
              UNION SELECT datdba, 'Owner' FROM db
              UNION SELECT relowner, 'Owner' FROM pg_class WHERE oid >= 16384 AND relpersistence <> 't'
                AND relkind NOT IN ('i', 'I', 't', 'c') AND (tableoid, oid) NOT IN (SELECT classid, objid FROM brought)
              UNION SELECT nspowner, 'Owner' FROM pg_namespace WHERE oid >= 16384 AND nspname !~ '^pg_'
                AND (tableoid, oid) NOT IN (SELECT classid, objid FROM brought)
              UNION SELECT proowner, 'Owner' FROM pg_proc WHERE oid >= 16384
                AND (tableoid, oid) NOT IN (SELECT classid, objid FROM brought)
              UNION SELECT typowner, 'Owner' FROM pg_type WHERE oid >= 16384 AND typcategory <> 'A' AND typtype <> 'm'
                AND NOT EXISTS (SELECT FROM pg_class WHERE pg_class.oid = typrelid AND relkind <> 'c')
                AND (tableoid, oid) NOT IN (SELECT classid, objid FROM brought)
              UNION SELECT setrole, 'Setting' FROM pg_db_role_setting, db WHERE setdatabase = db.oid AND setrole <> 0),
            roles AS (SELECT r.*, array_agg(n.use ORDER BY n.use) AS uses FROM pg_roles r JOIN named n ON n.oid = r.oid
              WHERE r.rolname !~ '^pg_'
              GROUP BY r.oid, r.rolname, r.rolsuper, r.rolinherit, r.rolcreaterole, r.rolcreatedb, r.rolcanlogin,
                r.rolreplication, r.rolconnlimit, r.rolpassword, r.rolvaliduntil, r.rolbypassrls, r.rolconfig)
            """;

    private static final String ROLES = NAMED + """
            SELECT rolname, array_to_string(uses, ','),
              concat_ws(',', CASE WHEN rolsuper THEN 'SUPERUSER' END, CASE WHEN rolcreatedb THEN 'CREATEDB' END,
                CASE WHEN rolcreaterole THEN 'CREATEROLE' END, CASE WHEN rolcanlogin THEN 'LOGIN' END,
                CASE WHEN rolreplication THEN 'REPLICATION' END, CASE WHEN rolbypassrls THEN 'BYPASSRLS' END,
                CASE WHEN NOT rolinherit THEN 'NOINHERIT' END),
              rolconnlimit, rolvaliduntil::text
            FROM roles ORDER BY rolname""";

    private static final String MEMBERSHIPS = NAMED + """
            SELECT DISTINCT r.rolname, m.rolname, a.admin_option FROM pg_auth_members a
            JOIN roles r ON r.oid = a.roleid JOIN roles m ON m.oid = a.member ORDER BY 1, 2""";

    private static final String SETTINGS = """
            SELECT r.rolname, unnest(s.setconfig) FROM pg_db_role_setting s JOIN pg_roles r ON r.oid = s.setrole
            JOIN pg_database d ON d.oid = s.setdatabase WHERE d.datname = current_database() ORDER BY 1, 2""";

    private static final String EXTENSIONS = "SELECT extname FROM pg_extension ORDER BY 1";

    /** What Postgres lets no other role make; what extensions bring is their own affair. */
    private static final String SUPERUSER = """
            WITH own AS (SELECT classid, objid FROM pg_depend WHERE deptype = 'e')
            SELECT what FROM (
              SELECT 'event trigger ' || evtname AS what, oid, 'pg_event_trigger'::regclass AS class FROM pg_event_trigger
              UNION ALL SELECT 'function ' || p.oid::regprocedure || ' in language ' || l.lanname, p.oid, 'pg_proc'::regclass
                FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang WHERE NOT l.lanpltrusted AND p.prokind <> 'a' AND p.oid >= 16384
              UNION ALL SELECT 'type ' || oid::regtype, oid, 'pg_type'::regclass
                FROM pg_type WHERE typtype = 'b' AND typcategory <> 'A' AND oid >= 16384
              UNION ALL SELECT 'operator class ' || opcname, oid, 'pg_opclass'::regclass FROM pg_opclass WHERE oid >= 16384
              UNION ALL SELECT 'foreign-data wrapper ' || fdwname, oid, 'pg_foreign_data_wrapper'::regclass
                FROM pg_foreign_data_wrapper
              UNION ALL SELECT 'access method ' || amname, oid, 'pg_am'::regclass FROM pg_am WHERE oid >= 16384
              UNION ALL SELECT 'publication of all tables ' || pubname, oid, 'pg_publication'::regclass
                FROM pg_publication WHERE puballtables) needed
            WHERE NOT EXISTS (SELECT FROM own WHERE own.classid = needed.class AND own.objid = needed.oid)
            ORDER BY 1 LIMIT""";

    private GlobalsReading() {}

    /** Looks at the database that the session is connected to. */
    public static Globals read(Session session) throws SQLException {
        var roles = session.rows(
                ROLES,
                row -> new Globals.Role(
                        row.getString(1),
                        uses(row.getString(2)),
                        words(row.getString(3)),
                        row.getInt(4),
                        row.getString(5)));
        var memberships = session.rows(
                MEMBERSHIPS, row -> new Globals.Membership(row.getString(1), row.getString(2), row.getBoolean(3)));
        var settings = session.rows(SETTINGS, row -> new Globals.Setting(row.getString(1), row.getString(2)));
        var superuser = session.texts(SUPERUSER + " " + MOST);
        return new Globals(roles, memberships, settings, session.texts(EXTENSIONS), superuser);
    }

    private static List<Use> uses(String words) {
        return words(words).stream().map(Use::valueOf).toList();
    }

    private static List<String> words(String list) {
        return Stream.of(list.split(",", -1)).filter(word -> !word.isEmpty()).toList();
    }

    /** Attributes of a role that is there, in the words of {@link Globals.Role#attributes}. */
    public static List<String> attributes(Session session, String role) throws SQLException {
        return words(session.row("""
                SELECT concat_ws(',', CASE WHEN rolsuper THEN 'SUPERUSER' END, CASE WHEN rolcreatedb THEN 'CREATEDB' END,
                  CASE WHEN rolcreaterole THEN 'CREATEROLE' END, CASE WHEN rolcanlogin THEN 'LOGIN' END,
                  CASE WHEN rolreplication THEN 'REPLICATION' END, CASE WHEN rolbypassrls THEN 'BYPASSRLS' END,
                  CASE WHEN NOT rolinherit THEN 'NOINHERIT' END)
                FROM pg_roles WHERE rolname = ?""", row -> row.getString(1), role));
    }
}
