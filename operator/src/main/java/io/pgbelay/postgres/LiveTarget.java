package io.pgbelay.postgres;

import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Exchange;
import io.pgbelay.contract.Failure;
import java.sql.SQLException;
import java.util.List;

/** What is asked of a live database whether it is to be replaced, or only what it holds. */
final class LiveTarget {
    private LiveTarget() {}

    /** Its OID, on a server that takes writes and is of the version that is said. */
    static long oid(Session session, Exchange exchange) throws SQLException {
        ServerPreflight.check(session, exchange.server().version());
        if (session.truth("SELECT pg_is_in_recovery()")) {
            throw new Failure(FailureReason.ServerReadOnly, "the server is a standby: name the primary");
        }
        var database = exchange.database();
        var found = session.rows("SELECT oid FROM pg_database WHERE datname = ?", row -> row.getLong(1), database);
        if (found.isEmpty()) {
            throw new Failure(
                    FailureReason.DatabaseMissing,
                    "there is no database " + database + " to replace: mode New makes one");
        }
        return found.getFirst();
    }

    /** The role has to be a member of its owner. */
    static void owned(Session session, long oid, String database) throws SQLException {
        if (!session.truth("SELECT pg_has_role(current_user, datdba, 'USAGE') FROM pg_database WHERE oid = ?", oid)) {
            throw new Failure(FailureReason.PermissionDenied, "the role is no member of the owner of " + database);
        }
    }

    /**
     * Nothing may be bound to it but what somebody has accepted.
     *
     * @param inside on the database itself
     */
    static void unbound(Session session, Session inside, long oid, Exchange exchange) throws SQLException {
        var ties = ReplicationTies.of(session, inside, oid).stream()
                .filter(one -> !exchange.accepted().contains(one))
                .toList();
        if (!ties.isEmpty()) {
            throw new Failure(FailureReason.ReplicationBound, "bound to the database as it is: " + some(ties));
        }
    }

    /** The first few of many. */
    static String some(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(5, names.size()))) + (names.size() > 5 ? ", ..." : "");
    }
}
