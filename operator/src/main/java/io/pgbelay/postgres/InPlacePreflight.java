package io.pgbelay.postgres;

import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Exchange;
import io.pgbelay.contract.Failure;
import java.sql.SQLException;

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
        var oid = LiveTarget.oid(session, exchange);
        // New schemas are made in it, and our mark is its comment.
        LiveTarget.owned(session, oid, exchange.database());
        try (var inside = server.open(exchange.database(), "look")) {
            removable(inside);
            locks(inside);
            LiveTarget.unbound(session, inside, oid, exchange);
        }
        return oid;
    }

    private static void removable(Session inside) throws SQLException {
        var foreign = Emptying.forbidden(inside);
        if (!foreign.isEmpty()) {
            throw new Failure(FailureReason.PermissionDenied, "the role may not drop " + LiveTarget.some(foreign));
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
}
