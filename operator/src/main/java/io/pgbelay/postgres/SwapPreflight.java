package io.pgbelay.postgres;

import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Exchange;
import io.pgbelay.contract.Failure;
import java.sql.SQLException;
import java.util.List;

/** Whatever would make a swap fail, or break what depends on the old database: looked at before anything is done. */
public final class SwapPreflight {
    private final Server server;
    private final Session session;
    private final Exchange exchange;
    private final long oid;

    private SwapPreflight(Server server, Session session, Exchange exchange, long oid) {
        this.server = server;
        this.session = session;
        this.exchange = exchange;
        this.oid = oid;
    }

    /**
     * Checks everything.
     *
     * @param session on the maintenance database
     * @return OID of the database that would be replaced
     */
    public static long check(Server server, Session session, Exchange exchange)
            throws SQLException, InterruptedException {
        ServerPreflight.check(session, exchange.server().version());
        if (session.truth("SELECT pg_is_in_recovery()")) {
            throw new Failure(FailureReason.ServerReadOnly, "the server is a standby: name the primary");
        }
        var oid = oid(session, exchange.database());
        var preflight = new SwapPreflight(server, session, exchange, oid);
        preflight.rights();
        preflight.prepared();
        preflight.sessions();
        preflight.replication();
        return oid;
    }

    private static long oid(Session session, String database) throws SQLException {
        if (session.texts("SELECT current_database()").contains(database)) {
            throw new Failure(
                    FailureReason.SessionsUnendable,
                    "the database is the server's maintenanceDatabase, where we work from: name another one there");
        }
        var found = session.rows("SELECT oid FROM pg_database WHERE datname = ?", row -> row.getLong(1), database);
        if (found.isEmpty()) {
            throw new Failure(
                    FailureReason.DatabaseMissing,
                    "there is no database " + database + " to replace: mode New makes one");
        }
        return found.getFirst();
    }

    /** A rename takes both. */
    private void rights() throws SQLException {
        if (!session.truth("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user")) {
            throw new Failure(FailureReason.PermissionDenied, "the role may not rename databases: give it CREATEDB");
        }
        if (!session.truth("SELECT pg_has_role(current_user, datdba, 'USAGE') FROM pg_database WHERE oid = ?", oid)) {
            throw new Failure(
                    FailureReason.PermissionDenied, "the role is no member of the owner of " + exchange.database());
        }
        wearable();
    }

    /** The new database will have to wear what this one wears: tried on, in a transaction that never was. */
    private void wearable() throws SQLException {
        var dress = DatabaseDress.read(session, oid);
        session.run("BEGIN");
        try {
            session.run("SET LOCAL lock_timeout = '5s'");
            for (var statement : dress.onto(exchange.database(), dress)) {
                session.run(statement);
            }
        } catch (SQLException e) {
            throw new Failure(
                    FailureReason.PermissionDenied,
                    "the role may not give a new database what this one has: " + e.getMessage(),
                    e);
        } finally {
            session.run("ROLLBACK");
        }
    }

    private void prepared() throws SQLException {
        var found = session.texts("SELECT gid FROM pg_prepared_xacts WHERE database = ?", exchange.database());
        if (!found.isEmpty()) {
            throw new Failure(
                    FailureReason.PreparedTransactions, "transactions are prepared and not ended: " + some(found));
        }
    }

    private void sessions() throws SQLException {
        var theirs = Clients.unendable(session, oid);
        if (!theirs.isEmpty()) {
            throw new Failure(FailureReason.SessionsUnendable, "we may not end the sessions of " + some(theirs));
        }
    }

    private void replication() throws SQLException, InterruptedException {
        try (var inside = server.open(exchange.database(), "look")) {
            var ties = ReplicationTies.of(session, inside, oid).stream()
                    .filter(one -> !exchange.accepted().contains(one))
                    .toList();
            if (!ties.isEmpty()) {
                throw new Failure(FailureReason.ReplicationBound, "bound to the database as it is: " + some(ties));
            }
        }
    }

    private static String some(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(5, names.size()))) + (names.size() > 5 ? ", ..." : "");
    }
}
