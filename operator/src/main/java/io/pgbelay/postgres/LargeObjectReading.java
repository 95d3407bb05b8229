package io.pgbelay.postgres;

import io.pgbelay.archive.Contents;
import io.pgbelay.archive.LargeObjectSum;
import java.sql.SQLException;

/** Reads all large objects of a database. */
public final class LargeObjectReading {
    private static final int CHUNK = 256 * 1024;

    private LargeObjectReading() {}

    /**
     * Reads them.
     *
     * @param hashed whether they are more than counted
     * @param alive is told again and again that bytes come
     */
    public static Contents.LargeObjects read(Session session, boolean hashed, Runnable alive) throws SQLException {
        if (!hashed) {
            return new Contents.LargeObjects(session.number("SELECT count(*) FROM pg_largeobject_metadata"), 0);
        }
        var sum = new LargeObjectSum(true);
        for (var oid : session.rows("SELECT oid FROM pg_largeobject_metadata", row -> row.getLong(1))) {
            one(session, oid, sum, alive);
        }
        return sum.sum();
    }

    private static void one(Session session, long oid, LargeObjectSum sum, Runnable alive) throws SQLException {
        var offset = 0L;
        sum.begin(oid);
        for (var bytes = piece(session, oid, 0); bytes.length > 0; bytes = piece(session, oid, offset)) {
            sum.accept(bytes, 0, bytes.length);
            offset += bytes.length;
            alive.run();
        }
        sum.end();
    }

    private static byte[] piece(Session session, long oid, long offset) throws SQLException {
        return session.row("SELECT lo_get(?::oid, ?, " + CHUNK + ")", row -> row.getBytes(1), oid, offset);
    }
}
