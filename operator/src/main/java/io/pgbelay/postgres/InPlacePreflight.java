package io.pgbelay.postgres;

import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Exchange;
import io.pgbelay.contract.Failure;
import java.sql.SQLException;
import java.util.List;

/** Whatever would make it fail to replace the contents of a database: looked at before anything is done. */
public final class InPlacePreflight {
    private InPlacePreflight() {}

    /**
     * Checks everything.
     *
     * @param session on the maintenance database
     * @return OID of the database whose contents would be replaced
     */
    public static long check(Server server, Session session, Exchange exchange)
            throws SQLException, InterruptedException {
        ServerPreflight.check(session, exchange.server().version());
        if (session.truth("SELECT pg_is_in_recovery()")) {
            throw new Failure(FailureReason.ServerReadOnly, "the server is a standby: name the primary");
        }
        var found = session.rows(
                "SELECT oid FROM pg_database WHERE datname = ?", row -> row.getLong(1), exchange.database());
        if (found.isEmpty()) {
            throw new Failure(
                    FailureReason.DatabaseMissing,
                    "there is no database " + exchange.database() + ": mode New makes one");
        }
        var oid = found.getFirst();
        owned(session, oid, exchange.database());
        try (var inside = server.open(exchange.database(), "look")) {
            removable(inside);
            locks(inside);
            ties(ReplicationTies.of(session, inside, oid), exchange);
        }
        return oid;
    }

    /** Whose it is must be ours: new schemas are made in it, and our mark is its comment. */
    private static void owned(Session session, long oid, String database) throws SQLException {
        if (!session.truth("SELECT pg_has_role(current_user, datdba, 'USAGE') FROM pg_database WHERE oid = ?", oid)) {
            throw new Failure(FailureReason.PermissionDenied, "the role is no member of the owner of " + database);
        }
    }

    private static void removable(Session inside) throws SQLException {
        var foreign = Emptying.forbidden(inside);
        if (!foreign.isEmpty()) {
            throw new Failure(FailureReason.PermissionDenied, "the role may not drop " + String.join(", ", foreign));
        }
    }

    /** Half of the slots at most, and each thing goes and comes: nobody else may find the lock table full. */
    private static void locks(Session inside) throws SQLException {
        var needed = 2 * Emptying.locks(inside);
        var slots = inside.number("""
                SELECT current_setting('max_locks_per_transaction')::bigint
                  * (current_setting('max_connections')::bigint + current_setting('max_prepared_transactions')::bigint)""");
        if (needed > slots / 2) {
            throw new Failure(
                    FailureReason.TooManyLocks,
                    "one transaction would take about %d locks, and the server has room for %d"
                            .formatted(needed, slots));
        }
    }

    private static void ties(List<String> all, Exchange exchange) {
        var bound =
                all.stream().filter(one -> !exchange.accepted().contains(one)).toList();
        if (!bound.isEmpty()) {
            throw new Failure(
                    FailureReason.ReplicationBound, "bound to what the database holds: " + String.join(", ", bound));
        }
    }
}
