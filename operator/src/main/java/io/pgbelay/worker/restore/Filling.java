package io.pgbelay.worker.restore;

import io.pgbelay.api.Dump;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.RestoreTarget.Ownership;
import io.pgbelay.api.RestoreTarget.Privileges;
import io.pgbelay.archive.RoleMapping;
import io.pgbelay.contract.Manifest;
import io.pgbelay.contract.Order;
import io.pgbelay.pgclient.Conninfo;
import io.pgbelay.pgclient.RestoreCommand;
import io.pgbelay.pgclient.ScriptCommand;
import io.pgbelay.pgclient.ToolTroubles;
import io.pgbelay.postgres.Server;
import io.pgbelay.postgres.Session;
import io.pgbelay.storage.ObjectStore;
import io.pgbelay.worker.ArchiveInput;
import io.pgbelay.worker.Errand;
import io.pgbelay.worker.Feeding;
import io.pgbelay.worker.Opening;
import io.pgbelay.worker.Peeling;
import io.pgbelay.worker.Unpacking;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

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
        var opening = order.file() == null ? Unpacking.of(manifest, errand.env()) : new Peeling(errand.env());
        tryOut(store, manifest, opening);
        errand.undo().add("drop " + name, () -> building.drop(server, fence));
        building.make(session, manifest.source());
        dowry.tryOut(session);
        dowry.handOver(session);
        errand.say("building " + name);
        pour(building, manifest, archive(store, manifest, opening));
        Comparing.run(server, name, manifest, errand);
        if (order.sanitize()) {
            Sanitizing.run(server, name, errand);
        }
        errand.say("analyzing " + name);
        try (var inside = server.open(name, "analyze")) {
            inside.patience(Duration.ZERO).run("ANALYZE");
        }
    }

    /**
     * A wrong key is known before anything is made; and of a script no word is run before all of it is known as good. A file
     * of others has been read already.
     */
    private void tryOut(ObjectStore store, Manifest manifest, Opening opening) throws IOException {
        var script = manifest.format() == Dump.Format.Plain;
        if (order.file() != null || (!script && manifest.encryption() == null)) {
            return;
        }
        try (var dump = new ArchiveInput(
                store,
                manifest.objects(),
                opening,
                errand.watch(),
                bytes -> errand.watch().alive())) {
            if (script) {
                dump.check(manifest.dumpBytes(), manifest.dumpSha256());
            } else {
                dump.tryOut();
            }
        }
    }

    private List<String> command(Manifest manifest, Building building) {
        var conninfo = Conninfo.of(order.server(), server.pinned(), building.name());
        return switch (manifest.format()) {
            case Plain -> ScriptCommand.into(conninfo);
            case Custom ->
                RestoreCommand.into(
                        conninfo,
                        order.ownership() == Ownership.Single ? order.owner() : null,
                        order.privileges() == Privileges.Keep);
        };
    }

    private ArchiveInput archive(ObjectStore store, Manifest manifest, Opening opening) {
        return new ArchiveInput(store, manifest.objects(), opening, errand.watch(), errand.watch()::moved);
    }

    private void pour(Building building, Manifest manifest, ArchiveInput dump) throws Exception {
        try (var archive = dump;
                var run = errand.tools().startFed(command(manifest, building))) {
            if (order.ownership() == Ownership.Map) {
                archive.with(new RoleMapping(order.owners()));
            }
            var exit = Feeding.run(archive, run, errand, () -> busy(building));
            var failure = exit.good() ? null : ToolTroubles.ofRestore(exit);
            if (failure != null && failure.reason() != FailureReason.RestoreFailed) {
                throw failure;
            }
            // A damaged archive explains a failed pg_restore, not the other way round.
            archive.check(manifest.dumpBytes(), manifest.dumpSha256());
            if (failure != null) {
                throw failure;
            }
        }
    }

    /** While an index is built no byte moves, and all is well. */
    private boolean busy(Building building) throws SQLException {
        return session.truth("""
                SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datid = ? AND state = 'active'
                  AND wait_event_type IS DISTINCT FROM 'Lock' AND wait_event_type IS DISTINCT FROM 'Client')""", building.oid());
    }
}
