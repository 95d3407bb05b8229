package io.pgbelay.worker.restore;

import io.pgbelay.postgres.Session;
import java.sql.SQLException;

/** What a database gets besides its contents: settings, grants, owner. */
interface Dowry {
    /** Fails now, on the empty database, if it could not be given at the end of a long restore. */
    void tryOut(Session session) throws SQLException;

    /**
     * Gives the empty database to its owner, who may create in schema public only as the database's owner (since
     * version 15): without it, no object there could be handed over to him.
     */
    void handOver(Session session) throws SQLException;
}
