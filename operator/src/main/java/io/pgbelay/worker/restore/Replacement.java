package io.pgbelay.worker.restore;

import io.pgbelay.api.Restored;
import io.pgbelay.contract.Exchange;
import io.pgbelay.contract.Mark;
import io.pgbelay.contract.Outcome;
import io.pgbelay.contract.RequestId;
import io.pgbelay.postgres.Fence;
import io.pgbelay.postgres.Server;
import io.pgbelay.postgres.Session;
import io.pgbelay.postgres.Sql;
import io.pgbelay.worker.Errand;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of a restore in place: its transaction wrote our mark into the database's comment, and holds a lock to its
 * end. Once we have that lock, nothing of it can happen any more.
 */
record Replacement(Exchange exchange, RequestId request) {
    private String mark() {
        return Mark.made(request.uid());
    }

    /** What the transaction says first and last. */
    Words words(@Nullable String comment) {
        return new Words(
                Fence.untilCommit(FenceName.ofTransaction(request)),
                "COMMENT ON DATABASE %s IS %s;"
                        .formatted(Sql.name(exchange.database()), Sql.text(Mark.onto(Mark.without(comment), mark()))));
    }

    /** Statements of the transaction besides the restore's own. */
    record Words(String first, String last) {}

    /** The database that bears our mark; empty where the contents are as they were. */
    Optional<Found> made(Session session) throws SQLException {
        return Found.named(session, exchange.database()).filter(found -> found.bears(mark()));
    }

    /** The same, once the transaction has ended for sure. Its lock is known inside the database alone. */
    Optional<Found> madeBehindTheFence(Server server) throws SQLException, InterruptedException {
        try (var inside = server.open(exchange.database(), "settle")) {
            Fence.close(inside, FenceName.ofTransaction(request));
            return made(inside);
        }
    }

    Outcome outcome(Session session, Errand errand) throws SQLException {
        var oid = Found.named(session, exchange.database()).orElseThrow().oid();
        var size = session.number("SELECT pg_database_size(?::oid)", oid);
        return new Outcome(
                null,
                "replaced the contents of " + exchange.database(),
                errand.stages(),
                null,
                null,
                new Restored(exchange.database(), oid, size),
                errand.comparison(),
                null);
    }
}
