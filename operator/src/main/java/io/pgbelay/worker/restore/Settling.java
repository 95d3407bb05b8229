package io.pgbelay.worker.restore;

import io.pgbelay.contract.Mark;
import io.pgbelay.contract.Order;
import io.pgbelay.contract.Outcome;
import io.pgbelay.postgres.Fence;
import io.pgbelay.postgres.Server;
import io.pgbelay.worker.Errand;
import java.sql.SQLException;

/** A worker died in the middle of a swap: finds out whether it was made, and clears up where it was not. */
public final class Settling {
    private Settling() {}

    /** Looks. An outcome without a database says that nothing was swapped. */
    public static Outcome carryOut(Order.Settle order, Errand errand) throws Exception {
        var exchange = order.exchange();
        errand.say("settle what was begun with " + exchange.database());
        var server = Server.find(exchange.server(), errand.env());
        if (exchange.inPlace()) {
            return inPlace(order, errand, server);
        }
        var settlement = new Settlement(exchange, order.request(), order.oid());
        try (var session = server.open(exchange.server().maintenanceDatabase(), "settle")) {
            Fence.close(session, FenceName.of(order.request()));
            var done = settlement.done(session, errand);
            if (done.isPresent()) {
                return done.get();
            }
            var request = order.request();
            new Building(BuildName.of(exchange.database(), request.uid8()), Mark.made(request.uid())).clear(session);
            var message = exchange.database() + " is as it was";
            return new Outcome(null, message, errand.stages(), null, null, null, null, null);
        }
    }

    /** A transaction is made or not, and leaves nothing behind. */
    private static Outcome inPlace(Order.Settle order, Errand errand, Server server)
            throws SQLException, InterruptedException {
        var replacement = new Replacement(order.exchange(), order.request());
        try (var session = server.open(order.exchange().server().maintenanceDatabase(), "settle")) {
            Fence.close(session, FenceName.of(order.request()));
            return replacement.madeBehindTheFence(server).isPresent()
                    ? replacement.outcome(session, errand)
                    : Outcome.plain(null, order.exchange().database() + " is as it was");
        }
    }
}
