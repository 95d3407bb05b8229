package io.pgbelay.worker.restore;

import io.pgbelay.postgres.Session;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A database on the target server.
 *
 * @param comment where we write whose it is
 * @param open whether it takes connections
 * @param mine whether the role that we are owns it
 */
record Found(long oid, @Nullable String comment, boolean open, boolean mine) {

    static Optional<Found> named(Session session, String name) throws SQLException {
        return session
                .rows(
                        """
                        SELECT d.oid, shobj_description(d.oid, 'pg_database'), d.datallowconn,
                          pg_get_userbyid(d.datdba) = current_user
                        FROM pg_database d WHERE d.datname = ?""",
                        row -> new Found(row.getLong(1), row.getString(2), row.getBoolean(3), row.getBoolean(4)),
                        name)
                .stream()
                .findFirst();
    }

    /** Whether it bears the mark. */
    boolean bears(String mark) {
        return comment != null && comment.endsWith(mark);
    }

    /** Whether it was made a moment before somebody died: made closed, and not marked yet. */
    boolean unfinished() {
        return comment == null && !open && mine;
    }
}
