package io.pgbelay.worker.restore;

import io.pgbelay.contract.Exchange;
import io.pgbelay.contract.Manifest;
import io.pgbelay.contract.Order;
import io.pgbelay.contract.Outcome;
import io.pgbelay.postgres.Server;
import io.pgbelay.postgres.Session;
import io.pgbelay.worker.Errand;
import java.sql.SQLException;

/** Looks whether a swap could be made now, and what it would mean. Changes nothing. */
public final class Rehearsing {
    private Rehearsing() {}

    /** Looks at the backup and at the server. */
    public static Outcome carryOut(Order.Rehearse order, Errand errand) throws Exception {
        var exchange = order.exchange();
        errand.say("rehearse the replacement of " + exchange.database());
        var server = Server.find(exchange.server(), errand.env());
        try (var session = server.open(exchange.server().maintenanceDatabase(), "rehearse")) {
            var build = order.build();
            if (build != null) {
                preflight(server, session, exchange, Source.read(errand.store(), build));
            }
            var live = new Target(exchange, order.request()).look(server, session);
            var message = "%s (OID %d) could be replaced".formatted(exchange.database(), live.oid());
            return new Outcome(null, message, errand.stages(), null, null, null, null, live, null, null, null, null);
        }
    }

    private static void preflight(Server server, Session session, Exchange exchange, Manifest manifest)
            throws SQLException, InterruptedException {
        var version = exchange.server().version();
        if (!exchange.inPlace()) {
            RestorePreflight.check(session, manifest, version);
            return;
        }
        try (var inside = server.open(exchange.database(), "look")) {
            RestorePreflight.inPlace(inside, manifest, version);
        }
    }
}
