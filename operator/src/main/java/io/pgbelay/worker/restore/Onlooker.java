package io.pgbelay.worker.restore;

import io.pgbelay.contract.RequestId;
import io.pgbelay.postgres.Fence;
import io.pgbelay.postgres.Session;
import java.sql.SQLException;

/**
 * What another session sees of the transaction that overwrites.
 *
 * @param database its OID
 */
record Onlooker(Session session, long database, RequestId request) {
    /** Whether it has its lock, so that whoever looks for its end will find it. */
    boolean begun() throws SQLException {
        return Fence.closed(session, database, FenceName.ofTransaction(request));
    }

    /** While an index is built no byte moves, and all is well; who waits for a lock waits as long as lock_timeout says. */
    boolean busy() throws SQLException {
        return session.truth("""
                SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datid = ? AND state = 'active'
                  AND pid <> pg_backend_pid() AND wait_event_type IS DISTINCT FROM 'Client')""", database);
    }
}
