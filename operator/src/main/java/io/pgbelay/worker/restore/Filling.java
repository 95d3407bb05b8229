package io.pgbelay.worker.restore;

import io.pgbelay.contract.Manifest;
import io.pgbelay.contract.Order;
import io.pgbelay.postgres.Server;
import io.pgbelay.postgres.Session;
import io.pgbelay.storage.ObjectStore;
import io.pgbelay.worker.Errand;
import java.time.Duration;

/** From a backup to a database that is whole, compared with the backup's fingerprint, analyzed, and still has its temporary name. */
final class Filling {
    private final Order.Restore order;
    private final Errand errand;
    private final Server server;
    private final Session session;
    private final String fence;

    /**
     * A restore beside everything that is there.
     *
     * @param session on the maintenance database, behind the fence
     * @param fence subject of that fence, for whoever clears up
     */
    Filling(Order.Restore order, Errand errand, Server server, Session session, String fence) {
        this.order = order;
        this.errand = errand;
        this.server = server;
        this.session = session;
        this.fence = fence;
    }

    /** Makes the database and fills it; whatever goes wrong from here on, it is dropped again. */
    void fill(Building building, ObjectStore store, Manifest manifest, Dowry dowry) throws Exception {
        var name = building.name();
        var pouring = new Pouring(order, errand, server, session, store, manifest);
        pouring.tryOut();
        errand.undo().add("drop " + name, () -> building.drop(server, fence));
        building.make(session, manifest.source());
        dowry.tryOut(session);
        dowry.handOver(session);
        errand.say("building " + name);
        pouring.into(building);
        Comparing.run(server, name, manifest, errand);
        if (order.sanitize()) {
            Sanitizing.run(server, name, errand);
        }
        errand.say("analyzing " + name);
        try (var inside = server.open(name, "analyze")) {
            inside.patience(Duration.ZERO).run("ANALYZE");
        }
    }
}
