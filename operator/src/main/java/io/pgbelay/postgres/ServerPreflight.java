package io.pgbelay.postgres;

import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Failure;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether this is the server that was meant, and nothing stands in between. */
public final class ServerPreflight {
    private ServerPreflight() {}

    /**
     * Checks both.
     *
     * @param version the major that the server must have; absent: any
     */
    public static void check(Session session, @Nullable Integer version) throws SQLException {
        if (version != null && version != session.major()) {
            throw new Failure(
                    FailureReason.VersionMismatch,
                    "the server is version %d, the spec says %d".formatted(session.major(), version));
        }
        // A pooler refuses the settings that we connect with, or forgets them, and makes up a process of its own for us
        // to
        // cancel: Postgres itself never does.
        var forgotten = !session.texts("SHOW search_path").equals(List.of("pg_catalog"));
        if (forgotten || session.number("SELECT pg_backend_pid()") != session.announcedPid()) {
            throw new Failure(
                    FailureReason.PoolerInTheWay, "between us and Postgres stands a pooler that lends sessions out");
        }
    }
}
