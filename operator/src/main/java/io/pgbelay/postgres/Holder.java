package io.pgbelay.postgres;

import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Failure;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The session that holds the snapshot which every pg_dump of a run shares.
 *
 * <p>The order matters: TRUNCATE and rewriting ALTERs do not respect snapshots, so what commits between a snapshot and
 * pg_dump's own locks would read as empty, with exit code 0. So all tables are locked first, and the snapshot is taken
 * by the first statement after that.
 */
public final class Holder implements AutoCloseable {
    private static final int TRIES = 10;
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofSeconds(60);

    private final Session session;
    private final Instant instant;
    private @Nullable Thread keeper;
    private volatile boolean closed;

    private Holder(Session session, Instant instant) {
        this.session = session;
        this.instant = instant;
    }

    /**
     * The instant that the dump shows.
     *
     * @param snapshot the name that pg_dump takes it by
     * @param time by the server's clock
     * @param lsn position in the write-ahead log; absent where the role may not see it
     * @param tables how many tables with rows of their own there are
     */
    public record Instant(
            String snapshot,
            java.time.Instant time,
            @Nullable String lsn,
            long tables) {}

    /** Locks all tables that the dump takes, then takes the snapshot. */
    public static Holder take(Session session, Selection selection, Duration lockTimeout) throws SQLException {
        session.patience(lockTimeout.plus(GRACE));
        for (int i = 0; i < TRIES; i++) {
            var wanted = Relations.list(session, selection);
            var instant = attempt(session, selection, wanted, lockTimeout);
            if (instant != null) {
                return new Holder(session, instant);
            }
            session.run("ROLLBACK");
        }
        throw new Failure(
                FailureReason.LockTimeout,
                "tables are made and dropped faster than they can be locked; tried " + TRIES + " times");
    }

    private static @Nullable Instant attempt(
            Session session, Selection selection, Map<Long, String> wanted, Duration lockTimeout) throws SQLException {
        session.run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
        session.run("SET LOCAL lock_timeout = " + lockTimeout.toMillis());
        try {
            Relations.lock(session, List.copyOf(wanted.values()));
        } catch (SQLException e) {
            return retry(e);
        }
        // The snapshot is taken here; the time is the one just before it.
        var instant = session.row(
                """
                SELECT pg_export_snapshot(), statement_timestamp(),
                  CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END::text,
                  (SELECT count(*) FROM pg_class c WHERE c.oid = ANY (?::oid[]) AND c.relkind = 'r')""",
                row -> new Instant(row.getString(1), row.getTimestamp(2).toInstant(), row.getString(3), row.getLong(4)),
                array(wanted));
        return Relations.list(session, selection).equals(wanted) ? instant : null;
    }

    /** A table or schema that was dropped or renamed meanwhile is no failure: look again. */
    private static @Nullable Instant retry(SQLException e) throws SQLException {
        if ("42P01".equals(e.getSQLState()) || "3F000".equals(e.getSQLState())) {
            return null;
        }
        throw e;
    }

    private static String array(Map<Long, String> tables) {
        return tables.keySet().toString().replace('[', '{').replace(']', '}');
    }

    /** What the snapshot shows. */
    public Instant instant() {
        return instant;
    }

    /** A question about the database as the snapshot shows it. */
    @FunctionalInterface
    public interface Question<T> {
        /** Asks. */
        T ask(Session session) throws SQLException;
    }

    /** Asks about the database as the snapshot shows it. */
    public synchronized <T> T under(Question<T> question) throws SQLException {
        return question.ask(session);
    }

    /** Keeps the session from looking dead to anything between us and the server, and tells when it is. */
    public void keep(Consumer<Failure> lost) throws SQLException {
        session.patience(GRACE);
        keeper = Thread.ofVirtual().name("holder").start(() -> {
            while (!closed && alive(lost)) {
                pause();
            }
        });
    }

    /** Fails unless the snapshot is still held. */
    public void check() {
        try {
            ask();
        } catch (SQLException e) {
            throw lost(e);
        }
    }

    /** The better explanation where there is one: pg_dump only sees that the server hung up, the session was told why. */
    public Failure explain(Failure seen) {
        try {
            ask();
            return seen;
        } catch (SQLException e) {
            var lost = lost(e);
            return lost.reason() == FailureReason.RecoveryConflict ? lost : seen;
        }
    }

    private boolean alive(Consumer<Failure> lost) {
        try {
            ask();
            return true;
        } catch (SQLException e) {
            if (!closed) {
                lost.accept(lost(e));
            }
            return false;
        }
    }

    private synchronized void ask() throws SQLException {
        session.number("SELECT 1");
    }

    private static Failure lost(SQLException e) {
        var state = e.getSQLState();
        var reason = "40001".equals(state) ? FailureReason.RecoveryConflict : FailureReason.SnapshotLost;
        return new Failure(reason, "the session that held the snapshot is gone: " + e.getMessage(), e);
    }

    private static void pause() {
        try {
            Thread.sleep(SIGN_OF_LIFE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        var thread = keeper;
        if (thread != null) {
            thread.interrupt();
        }
        session.close();
    }
}
