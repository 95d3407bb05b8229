package io.pgbelay.postgres;

import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Failure;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two databases change names in one transaction. The lock of its first RENAME keeps new clients waiting, while a second
 * session sends away those that are there; who connects afterwards finds the other database. A server or a worker that
 * dies before the COMMIT leaves the names as they were and the live database open.
 *
 * @param live the database that goes
 * @param keptAs its name from now on
 * @param keptComment its comment from now on: what it is known by
 * @param coming the database that comes
 * @param comment its comment from now on
 * @param dress statements that give it, under its new name, what belongs to a database
 */
public record NameSwap(
        Named live,
        String keptAs,
        String keptComment,
        Named coming,
        @Nullable String comment,
        List<String> dress) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(50);

    public NameSwap {
        dress = List.copyOf(dress);
    }

    /** A database by its name and its OID. */
    public record Named(String name, long oid) {}

    /** The answer to COMMIT did not come: only the OIDs can say what holds. */
    public static final class Unclear extends SQLException {
        private static final long serialVersionUID = 1L;

        Unclear(SQLException cause) {
            super(cause.getMessage(), cause.getSQLState(), cause);
        }
    }

    /**
     * Swaps.
     *
     * @param session on the maintenance database; holds the fence
     * @param ender a second one, that sends clients away
     * @throws Unclear where nobody knows whether it was done
     */
    public void run(Session session, Session ender) throws SQLException, InterruptedException {
        var until = System.nanoTime() + PATIENCE.toNanos();
        var ending = Thread.ofVirtual().name("ender").start(() -> end(ender));
        try {
            while (!once(session, System.nanoTime() > until)) {
                Thread.sleep(PAUSE);
            }
        } finally {
            ending.interrupt();
        }
    }

    private boolean once(Session session, boolean last) throws SQLException {
        session.run("BEGIN");
        try {
            change(session);
        } catch (SQLException e) {
            session.run("ROLLBACK");
            if (!"55006".equals(e.getSQLState())) {
                throw e;
            }
            if (last) {
                throw new Failure(
                        FailureReason.SessionsUnendable, "clients stayed, or came again faster than they went", e);
            }
            return false;
        } catch (Failure e) {
            session.run("ROLLBACK");
            throw e;
        }
        commit(session);
        return true;
    }

    private void change(Session session) throws SQLException {
        session.run("SET LOCAL lock_timeout = '30s'");
        stands(session, live);
        stands(session, coming);
        session.run("ALTER DATABASE %s RENAME TO %s".formatted(Sql.name(live.name()), Sql.name(keptAs)));
        session.run("ALTER DATABASE %s RENAME TO %s".formatted(Sql.name(coming.name()), Sql.name(live.name())));
        for (var statement : dress) {
            session.run(statement);
        }
        session.run("ALTER DATABASE " + Sql.name(live.name()) + " ALLOW_CONNECTIONS true");
        comment(session, live.name(), comment);
        session.run("ALTER DATABASE " + Sql.name(keptAs) + " ALLOW_CONNECTIONS false");
        comment(session, keptAs, keptComment);
        stands(session, new Named(live.name(), coming.oid()));
        stands(session, new Named(keptAs, live.oid()));
    }

    private static void stands(Session session, Named expected) throws SQLException {
        var found =
                session.rows("SELECT oid FROM pg_database WHERE datname = ?", row -> row.getLong(1), expected.name());
        if (!found.equals(List.of(expected.oid()))) {
            throw new Failure(
                    FailureReason.TargetChanged,
                    "database %s has OID %s, and %d was meant".formatted(expected.name(), found, expected.oid()));
        }
    }

    private static void comment(Session session, String database, @Nullable String comment) throws SQLException {
        session.run("COMMENT ON DATABASE %s IS %s"
                .formatted(Sql.name(database), comment == null ? "NULL" : Sql.text(comment)));
    }

    private static void commit(Session session) throws Unclear {
        try {
            session.run("COMMIT");
        } catch (SQLException e) {
            throw new Unclear(e);
        }
    }

    private void end(Session ender) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Clients.end(ender, live.oid());
                Clients.end(ender, coming.oid());
                Thread.sleep(PAUSE);
            }
        } catch (SQLException e) {
            // The rename will say that clients are there; it is tried again.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
