package io.pgbelay.postgres;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a database wears and no dump of it holds: owner, connection limit, comment, grants, settings. A database that
 * takes the place of another takes over all of it.
 *
 * @param comment as it stands, marks and all
 * @param acl grants on the database itself, as aclitems; empty means the defaults
 */
public record DatabaseDress(
        String owner, long connectionLimit, @Nullable String comment, List<String> acl, List<RoleSetting> settings) {
    public DatabaseDress {
        acl = List.copyOf(acl);
        settings = List.copyOf(settings);
    }

    /**
     * A setting of the database.
     *
     * @param role for whom; absent: for everybody
     * @param setting {@code name=value}
     */
    public record RoleSetting(@Nullable String role, String setting) {}

    /** Looks at a database of the server. */
    public static DatabaseDress read(Session session, long oid) throws SQLException {
        var acl = session.texts("SELECT unnest(datacl)::text FROM pg_database WHERE oid = ?", oid);
        var settings = session.rows("""
                SELECT r.rolname, unnest(s.setconfig) FROM pg_db_role_setting s LEFT JOIN pg_roles r ON r.oid = s.setrole
                WHERE s.setdatabase = ? ORDER BY 1, 2""", row -> new RoleSetting(row.getString(1), row.getString(2)), oid);
        return session.row(
                """
                SELECT pg_get_userbyid(datdba), datconnlimit, shobj_description(oid, 'pg_database')
                FROM pg_database WHERE oid = ?""", row -> new DatabaseDress(row.getString(1), row.getLong(2), row.getString(3), acl, settings), oid);
    }

    /** The statements that dress a database so, whatever it wears now; its comment is not among them. */
    public List<String> onto(String database, DatabaseDress before) {
        var statements = new ArrayList<String>();
        var name = Sql.name(database);
        before.undress(database, statements);
        if (!owner.equals(before.owner)) {
            statements.add("ALTER DATABASE %s OWNER TO %s".formatted(name, Sql.name(owner)));
        }
        if (connectionLimit != before.connectionLimit) {
            statements.add("ALTER DATABASE %s CONNECTION LIMIT %d".formatted(name, connectionLimit));
        }
        grants(database, statements);
        settings.forEach(one -> statements.add(whose(one, database) + " " + DatabaseDdl.assignment(one.setting())));
        return statements;
    }

    private void undress(String database, List<String> statements) {
        settings.stream()
                .map(one -> whose(one, database) + " RESET ALL")
                .distinct()
                .forEach(statements::add);
        statements.add("REVOKE ALL ON DATABASE %s FROM PUBLIC".formatted(Sql.name(database)));
        acl.stream()
                .map(AclItem::parse)
                .map(AclItem::grantee)
                .filter(grantee -> !grantee.isEmpty() && !grantee.equals(owner))
                .distinct()
                .forEach(grantee -> statements.add(
                        "REVOKE ALL ON DATABASE %s FROM %s CASCADE".formatted(Sql.name(database), Sql.name(grantee))));
    }

    private void grants(String database, List<String> statements) {
        if (acl.isEmpty()) {
            statements.add("GRANT CONNECT, TEMPORARY ON DATABASE %s TO PUBLIC".formatted(Sql.name(database)));
        }
        acl.stream()
                .map(AclItem::parse)
                .filter(item -> !item.grantee().equals(owner))
                .forEach(item -> statements.addAll(item.grants(database)));
    }

    private static String whose(RoleSetting one, String database) {
        return one.role() == null
                ? "ALTER DATABASE " + Sql.name(database)
                : "ALTER ROLE %s IN DATABASE %s".formatted(Sql.name(one.role()), Sql.name(database));
    }
}
