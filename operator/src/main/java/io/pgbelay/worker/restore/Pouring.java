package io.pgbelay.worker.restore;

import io.pgbelay.api.Dump;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.RestoreTarget.Ownership;
import io.pgbelay.api.RestoreTarget.Privileges;
import io.pgbelay.archive.RoleMapping;
import io.pgbelay.contract.Archive;
import io.pgbelay.contract.Failure;
import io.pgbelay.contract.Manifest;
import io.pgbelay.contract.Order;
import io.pgbelay.pgclient.Conninfo;
import io.pgbelay.pgclient.RestoreCommand;
import io.pgbelay.pgclient.RestoreCommand.Section;
import io.pgbelay.pgclient.ScriptCommand;
import io.pgbelay.pgclient.ToolRun;
import io.pgbelay.pgclient.ToolTroubles;
import io.pgbelay.postgres.Server;
import io.pgbelay.postgres.Session;
import io.pgbelay.storage.ObjectStore;
import io.pgbelay.worker.ArchiveInput;
import io.pgbelay.worker.Errand;
import io.pgbelay.worker.Feeding;
import io.pgbelay.worker.Opening;
import io.pgbelay.worker.Peeling;
import io.pgbelay.worker.SideBySide;
import io.pgbelay.worker.Unpacking;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A backup on its way from the store into a database. Of several archives the first, which has no rows, is laid beside the
 * tools: what makes tables comes out of it before the rows of all others, which come side by side, and all else after them.
 */
final class Pouring {
    private static final int JOBS = 4;

    private final Order.Restore order;
    private final Errand errand;
    private final Server server;
    private final Session session;
    private final ObjectStore store;
    private final Manifest manifest;
    private final Opening opening;
    private String withoutRows = "";

    /**
     * A backup that is brought back.
     *
     * @param session on the maintenance database
     */
    Pouring(Order.Restore order, Errand errand, Server server, Session session, ObjectStore store, Manifest manifest) {
        this.order = order;
        this.errand = errand;
        this.server = server;
        this.session = session;
        this.store = store;
        this.manifest = manifest;
        this.opening = order.file() == null ? Unpacking.of(manifest, errand.env()) : new Peeling(errand.env());
    }

    /**
     * A wrong key is known before anything is made; and of a script no word is run before all of it is known as good. A file
     * of others has been read already.
     */
    void tryOut() throws IOException {
        if (manifest.archives().size() > 1) {
            lay(manifest.archives().getFirst());
            return;
        }
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

    private void lay(Archive archive) throws IOException {
        var file = errand.tools().file("without-rows.dump");
        try (var dump = input(archive);
                var out = Files.newOutputStream(file)) {
            if (!dump.feed(out)) {
                throw new Failure(
                        FailureReason.RestoreFailed,
                        "the volume that the containers share has no room for the archive");
            }
            dump.check(archive.dumpBytes(), archive.dumpSha256());
        }
        withoutRows = file.toString();
    }

    /** All of it, into a database that has nothing. */
    void into(Building building) throws IOException, InterruptedException, SQLException {
        var archives = manifest.archives();
        var file = order.file();
        if (file != null && DumpFolder.named(file)) {
            run(RestoreCommand.folder(command(building), JOBS, DumpFolder.path(errand)), building);
            return;
        }
        if (archives.size() == 1) {
            pour(archives.getFirst(), building);
            return;
        }
        var rows = archives.subList(1, archives.size());
        var atOnce = Math.min(Dump.MOST_STREAMS, rows.size());
        part(Section.BEFORE_ROWS, 1, building);
        errand.say("%d archives of rows, %d at once".formatted(rows.size(), atOnce));
        SideBySide.run(
                atOnce,
                rows.stream()
                        .<Callable<Archive>>map(archive -> () -> pour(archive, building))
                        .toList());
        errand.say("what is made of rows");
        part(Section.AFTER_ROWS, atOnce, building);
    }

    private List<String> command(Building building) {
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

    /** With the roles that the target has. */
    private ArchiveInput input(Archive archive) {
        var input = new ArchiveInput(store, archive.objects(), opening, errand.watch(), errand.watch()::moved);
        return order.ownership() == Ownership.Map ? input.with(new RoleMapping(order.owners())) : input;
    }

    private void part(Section section, int jobs, Building building) throws IOException, InterruptedException {
        run(RestoreCommand.part(command(building), section, jobs, withoutRows), building);
    }

    /** A tool that reads what was laid beside it. */
    private void run(List<String> command, Building building) throws IOException, InterruptedException {
        try (var run = errand.tools().start(command)) {
            var exit = Feeding.awaitEnd(run, errand, () -> busy(building));
            errand.ended(exit, 0);
            var failure = failure(exit);
            if (failure != null) {
                throw failure;
            }
        }
    }

    private Archive pour(Archive archive, Building building) throws IOException, InterruptedException {
        try (var dump = input(archive);
                var run = errand.tools().startFed(command(building))) {
            var failure = failure(Feeding.run(dump, run, errand, () -> busy(building)));
            if (failure != null && failure.reason() != FailureReason.RestoreFailed) {
                throw failure;
            }
            // A damaged archive explains a failed pg_restore, not the other way round.
            dump.check(archive.dumpBytes(), archive.dumpSha256());
            if (failure != null) {
                throw failure;
            }
            return archive;
        }
    }

    private static @Nullable Failure failure(ToolRun.Exit exit) {
        return exit.good() ? null : ToolTroubles.ofRestore(exit);
    }

    /** While an index is built no byte moves, and all is well. Those who pour side by side ask one after another. */
    private synchronized boolean busy(Building building) throws SQLException {
        return session.truth("""
                SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datid = ? AND state = 'active'
                  AND wait_event_type IS DISTINCT FROM 'Lock' AND wait_event_type IS DISTINCT FROM 'Client')""", building.oid());
    }
}
