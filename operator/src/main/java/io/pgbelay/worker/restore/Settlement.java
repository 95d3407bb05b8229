package io.pgbelay.worker.restore;

import io.pgbelay.api.FailureReason;
import io.pgbelay.api.Restored;
import io.pgbelay.contract.Exchange;
import io.pgbelay.contract.Failure;
import io.pgbelay.contract.Mark;
import io.pgbelay.contract.Outcome;
import io.pgbelay.contract.RequestId;
import io.pgbelay.postgres.Fence;
import io.pgbelay.postgres.Server;
import io.pgbelay.postgres.Session;
import io.pgbelay.worker.Errand;
import java.sql.SQLException;
import java.util.Optional;

/**
 * What became of a swap, as the OIDs say. Looked at behind the fence, which the session that swapped held: once we have
 * it, nothing of that session can happen any more.
 *
 * @param oid of the database that was to be replaced
 */
record Settlement(Exchange exchange, RequestId request, long oid) {
    /** How it ended, where it was done; empty where the names are as they were. */
    Optional<Outcome> done(Session session, Errand errand) throws SQLException {
        var there = Found.named(session, exchange.database());
        return there.isPresent() && there.get().oid() != oid && ours(there.get())
                ? Optional.of(outcome(session, there.get().oid(), errand))
                : Optional.empty();
    }

    private boolean ours(Found there) {
        var ready = exchange.ready();
        return ready == null ? there.bears(Mark.made(request.uid())) : there.oid() == ready.oid();
    }

    /** The answer to COMMIT did not come. */
    Outcome afterLostReply(Server server, Errand errand, SQLException cause) throws SQLException, InterruptedException {
        errand.say("the answer to COMMIT did not come: looking at the OIDs");
        try (var session = server.open(server.address().maintenanceDatabase(), "settle")) {
            Fence.close(session, FenceName.of(request));
            return done(session, errand)
                    .orElseThrow(() -> new Failure(
                            FailureReason.ServerLost, "the connection was lost before the swap was made", cause));
        }
    }

    /** The two databases under their names of now. */
    Outcome outcome(Session session, long coming, Errand errand) throws SQLException {
        var keptAs = BuildName.kept(exchange.database(), request.uid8());
        return new Outcome(
                null,
                "replaced %s; the one before is kept as %s".formatted(exchange.database(), keptAs),
                errand.stages(),
                null,
                null,
                new Restored(exchange.database(), coming, size(session, coming)),
                null,
                null,
                new Restored(keptAs, oid, size(session, oid)),
                null,
                null,
                null);
    }

    private static long size(Session session, long database) throws SQLException {
        return session.number("SELECT pg_database_size(?::oid)", database);
    }
}
