package io.pgbelay.postgres;

import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Exchange;
import io.pgbelay.contract.Failure;
import java.sql.SQLException;

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
        notOurs(session, exchange.database());
        var oid = LiveTarget.oid(session, exchange);
        var preflight = new SwapPreflight(server, session, exchange, oid);
        preflight.rights();
        preflight.prepared();
        preflight.sessions();
        preflight.replication();
        return oid;
    }

    private static void notOurs(Session session, String database) throws SQLException {
        if (session.texts("SELECT current_database()").contains(database)) {
            throw new Failure(
                    FailureReason.SessionsUnendable,
                    "the database is the server's maintenanceDatabase, where we work from: name another one there");
        }
    }

    /** A rename takes both. */
    private void rights() throws SQLException {
        if (!session.truth("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user")) {
            throw new Failure(FailureReason.PermissionDenied, "the role may not rename databases: give it CREATEDB");
        }
        LiveTarget.owned(session, oid, exchange.database());
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
                    FailureReason.PreparedTransactions,
                    "transactions are prepared and not ended: " + LiveTarget.some(found));
        }
    }

    private void sessions() throws SQLException {
        var theirs = Clients.unendable(session, oid);
        if (!theirs.isEmpty()) {
            throw new Failure(
                    FailureReason.SessionsUnendable, "we may not end the sessions of " + LiveTarget.some(theirs));
        }
    }

    private void replication() throws SQLException, InterruptedException {
        try (var inside = server.open(exchange.database(), "look")) {
            LiveTarget.unbound(session, inside, oid, exchange);
        }
    }
}
