package io.pgbelay.worker.restore;

import io.pgbelay.api.FailureReason;
import io.pgbelay.api.LiveDatabase;
import io.pgbelay.api.ReadyDatabase;
import io.pgbelay.contract.Confirmation;
import io.pgbelay.contract.Exchange;
import io.pgbelay.contract.Failure;
import io.pgbelay.contract.RequestId;
import io.pgbelay.postgres.Clients;
import io.pgbelay.postgres.DatabaseDress;
import io.pgbelay.postgres.InPlacePreflight;
import io.pgbelay.postgres.Server;
import io.pgbelay.postgres.ServerIdentity;
import io.pgbelay.postgres.Session;
import io.pgbelay.postgres.SwapPreflight;
import java.sql.SQLException;

/** The live database that is to be replaced, and the one that is ready to replace it, if one is. */
record Target(Exchange exchange, RequestId request) {
    // Indexes are built from what was sorted on disk, and a database grows a little while it is filled.
    private static final double GROWTH = 1.2;

    /** Looks at everything, and refuses what would fail. */
    LiveDatabase look(Server server, Session session) throws SQLException, InterruptedException {
        var oid = exchange.inPlace()
                ? InPlacePreflight.check(server, session, exchange)
                : SwapPreflight.check(server, session, exchange);
        var ready = exchange.ready();
        if (ready != null) {
            check(session, ready, oid);
        }
        var identity = ServerIdentity.read(session);
        return new LiveDatabase(
                oid,
                session.number("SELECT pg_database_size(?::oid)", oid),
                DatabaseDress.read(session, oid).owner(),
                (int) Clients.count(session, oid),
                identity.systemIdentifier(),
                identity.timeline(),
                ready == null ? needed(session) : 0L,
                exchange.inPlace() ? null : BuildName.kept(exchange.database(), request.uid8()));
    }

    /** Fails unless this is what a person has confirmed. */
    void confirmed(LiveDatabase live, String confirm) {
        var word = Confirmation.of(
                request.uid(),
                live.systemIdentifier(),
                live.timeline(),
                live.oid(),
                exchange.content(),
                exchange.plannedAt());
        if (!word.equals(confirm)) {
            throw new Failure(
                    FailureReason.TargetChanged,
                    "the server or the database is not the one that was confirmed (OID %d, timeline %s)"
                            .formatted(live.oid(), live.timeline()));
        }
    }

    private static void check(Session session, ReadyDatabase ready, long live) throws SQLException {
        var found = Found.named(session, ready.database());
        if (found.isEmpty() || found.get().oid() != ready.oid() || !found.get().bears(ready.mark())) {
            throw new Failure(
                    FailureReason.SupersededBySwap,
                    "the database %s (OID %d) is not there any more as it was left"
                            .formatted(ready.database(), ready.oid()));
        }
        if (ready.replacedBy() != null && ready.replacedBy() != live) {
            throw new Failure(
                    FailureReason.SupersededBySwap,
                    "another swap came between: the live database has OID %d, and the swap to be undone left OID %d"
                            .formatted(live, ready.replacedBy()));
        }
    }

    /** A second copy and the write-ahead log that it makes, as far as that stays. */
    private long needed(Session session) throws SQLException {
        var source = exchange.sourceBytes() == null ? 0L : exchange.sourceBytes();
        var log = session.number("SELECT pg_size_bytes(current_setting('max_wal_size'))");
        var needed = (long) (source * GROWTH) + Math.min(source, log);
        if (exchange.freeBytes() != null && exchange.freeBytes() < needed) {
            throw new Failure(
                    FailureReason.DiskTooSmall,
                    "the restore needs %d bytes beside the live database, and freeBytes is %d"
                            .formatted(needed, exchange.freeBytes()));
        }
        return needed;
    }
}
