package io.pgbelay.worker.restore;

import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Failure;
import io.pgbelay.contract.Manifest;
import io.pgbelay.postgres.DatabaseDdl;
import io.pgbelay.postgres.Fence;
import io.pgbelay.postgres.Server;
import io.pgbelay.postgres.Session;
import io.pgbelay.postgres.Sql;
import java.sql.SQLException;
import java.time.Duration;

/**
 * The database while it is built: a temporary name, our mark as its comment, and nobody but us may connect. Nothing is
 * ever dropped or renamed unless OID and mark say that it is ours.
 */
final class Building {
    private static final int TRIES = 20;
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final String name;
    private final String mark;
    private volatile long oid;

    Building(String name, String mark) {
        this.name = name;
        this.mark = mark;
    }

    /** Drops what a dead attempt of the same request left. The caller holds the request's fence. */
    void clear(Session session) throws SQLException, InterruptedException {
        var found = Found.named(session, name);
        if (found.isEmpty()) {
            return;
        }
        if (!found.get().bears(mark) && !found.get().unfinished()) {
            throw new Failure(
                    FailureReason.DatabaseExists,
                    "a database of the name " + name + " is in the way, and it is not ours");
        }
        dropNow(session, found.get().oid());
    }

    /** Makes it, closed; then marks and opens it in one go. */
    void make(Session session, Manifest.Source source) throws SQLException {
        create(session, source);
        var quoted = Sql.name(name);
        session.run("BEGIN");
        session.run("COMMENT ON DATABASE " + quoted + " IS " + Sql.text(mark));
        session.run("REVOKE CONNECT, TEMPORARY ON DATABASE " + quoted + " FROM PUBLIC");
        session.run("ALTER DATABASE " + quoted + " ALLOW_CONNECTIONS true");
        session.run("COMMIT");
        oid = Found.named(session, name).orElseThrow().oid();
    }

    private void create(Session session, Manifest.Source source) throws SQLException {
        try {
            session.run(DatabaseDdl.create(
                    name,
                    source.encoding(),
                    source.collate(),
                    source.ctype(),
                    source.localeProvider(),
                    source.locale(),
                    session.major()));
        } catch (SQLException e) {
            // An encoding or a locale that the server lacks, no disk: nothing that goes away by itself.
            var reason = "42501".equals(e.getSQLState()) ? FailureReason.PermissionDenied : FailureReason.RestoreFailed;
            throw new Failure(reason, "the target refuses to make the database: " + e.getMessage(), e);
        }
    }

    String name() {
        return name;
    }

    long oid() {
        return oid;
    }

    /** Fails unless the name still means the database that we made. */
    void check(Session session) throws SQLException {
        var found = Found.named(session, name);
        if (found.isEmpty() || found.get().oid() != oid || !found.get().bears(mark)) {
            throw new Failure(
                    FailureReason.RestoreFailed, "the database that was being built was renamed, dropped or replaced");
        }
    }

    /**
     * Drops it, on a connection of its own (the one before may be broken) and behind the fence (a later attempt may be
     * building already, under the same name).
     */
    void drop(Server server, String fence) throws SQLException, InterruptedException {
        try (var session = server.open(server.address().maintenanceDatabase(), "undo")) {
            Fence.close(session, fence);
            var found = Found.named(session, name);
            if (found.isPresent() && mine(found.get())) {
                dropNow(session, found.get().oid());
            }
        }
    }

    private boolean mine(Found found) {
        var same = oid == 0 || oid == found.oid();
        return same && (found.bears(mark) || found.unfinished());
    }

    private void dropNow(Session session, long doomed) throws SQLException, InterruptedException {
        for (int i = 0; ; i++) {
            session.rows(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datid = ?",
                    row -> row.getBoolean(1),
                    doomed);
            try {
                session.run("DROP DATABASE " + Sql.name(name));
                return;
            } catch (SQLException e) {
                if (!"55006".equals(e.getSQLState()) || i == TRIES) {
                    throw e;
                }
            }
            Thread.sleep(PAUSE);
        }
    }
}
