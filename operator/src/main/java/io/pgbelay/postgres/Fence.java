package io.pgbelay.postgres;

import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Failure;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Duration;

/**
 * A session's advisory lock: at most one of us does this to this database at a time, wherever its Pod may be. A lock is
 * known within one database only: whoever is to wait for another has to be where the other is.
 */
public final class Fence {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private Fence() {}

    /** Takes the lock for as long as the session lives, or gives up after half a minute. */
    public static void close(Session session, String subject) throws SQLException, InterruptedException {
        close(session, subject, PATIENCE);
    }

    /** Words for a session of another tool's, which holds the lock until its transaction ends. */
    public static String untilCommit(String subject) {
        return "SELECT pg_advisory_xact_lock(" + key(subject) + ");";
    }

    /** Whether somebody in this database has the lock. */
    public static boolean closed(Session session, long database, String subject) throws SQLException {
        return session.truth("""
                SELECT EXISTS (SELECT FROM pg_locks
                  WHERE locktype = 'advisory' AND granted AND database = ?::oid AND objsubid = 1
                  AND (classid::bigint << 32 | objid::bigint) = ?)""", database, key(subject));
    }

    static void close(Session session, String subject, Duration patience) throws SQLException, InterruptedException {
        var until = System.nanoTime() + patience.toNanos();
        while (!session.truth("SELECT pg_try_advisory_lock(" + key(subject) + ")")) {
            if (System.nanoTime() > until) {
                throw new Failure(
                        FailureReason.DatabaseBusy, "another session of pgBelay still holds the lock on " + subject);
            }
            Thread.sleep(PAUSE);
        }
    }

    private static long key(String subject) {
        try {
            var hash = MessageDigest.getInstance("SHA-256")
                    .digest(("pgbelay:" + subject).getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
