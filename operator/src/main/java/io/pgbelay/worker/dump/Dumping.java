package io.pgbelay.worker.dump;

import io.pgbelay.api.Durations;
import io.pgbelay.api.Verified.Level;
import io.pgbelay.contract.BucketLayout;
import io.pgbelay.contract.Globals;
import io.pgbelay.contract.Manifest;
import io.pgbelay.contract.Order;
import io.pgbelay.contract.Outcome;
import io.pgbelay.pgclient.Conninfo;
import io.pgbelay.pgclient.DumpCommand;
import io.pgbelay.postgres.Catalogue;
import io.pgbelay.postgres.DatabaseShape;
import io.pgbelay.postgres.DumpPreflight;
import io.pgbelay.postgres.Fence;
import io.pgbelay.postgres.GlobalsReading;
import io.pgbelay.postgres.Holder;
import io.pgbelay.postgres.Selection;
import io.pgbelay.postgres.Server;
import io.pgbelay.postgres.TableSizes;
import io.pgbelay.storage.ObjectStore;
import io.pgbelay.stream.CountingDigest;
import io.pgbelay.worker.Errand;
import io.pgbelay.worker.Receipt;
import io.pgbelay.worker.ToolVersion;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The order of a backup. */
public final class Dumping {
    private final Order.Dump order;
    private final Errand errand;
    private final ObjectStore store;
    private final BucketLayout layout;

    private Dumping(Order.Dump order, Errand errand, ObjectStore store) {
        this.order = order;
        this.errand = errand;
        this.store = store;
        this.layout = new BucketLayout(store.prefix(), order.stage(), order.database());
    }

    /** Backs the database up. */
    public static Outcome carryOut(Order.Dump order, Errand errand) throws Exception {
        return new Dumping(order, errand, errand.store()).run();
    }

    private Outcome run() throws Exception {
        errand.say("dump " + order.database() + " of " + order.server().host() + ", attempt " + order.attempt());
        var earlier = Adoption.find(store, layout, order);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        var packing = Packing.of(order, errand);
        Sweep.run(store, layout, order, errand);
        var tried = layout.data(Instant.now(errand.clock()), order.request().uid8(), order.attempt(), "try");
        store.tryOut(tried);
        var server = Server.find(order.server(), errand.env());
        var taken = take(server, packing);
        var level = ReadBack.run(store, taken.dumped(), order.afterEach(), packing, errand);
        return commit(taken, packing, level);
    }

    /** What was taken from the server. */
    private record Taken(
            Dumped dumped,
            DatabaseShape shape,
            @Nullable Globals globals,
            Holder.Instant instant,
            int major,
            String client) {}

    private Taken take(Server server, Packing packing) throws Exception {
        try (var session = server.open(order.database(), "fence")) {
            var selection = Selection.of(order.dump());
            DumpPreflight.check(session, selection, order.server().version());
            var client = ToolVersion.ask(errand.tools(), DumpCommand.version(), session.major());
            Fence.close(session, "dump");
            var shape = DatabaseShape.read(session);
            errand.watch().expect(shape.bytes());
            try (var holder = Holder.take(
                    server.open(order.database(), "holder"),
                    selection,
                    Durations.parse(order.dump().lockTimeout()))) {
                holder.keep(errand.watch()::fail);
                var instant = holder.instant();
                errand.say("holding " + instant.tables() + " tables as of " + instant.time());
                var globals = order.dump().globals() ? holder.under(GlobalsReading::read) : null;
                return new Taken(stream(server, holder, packing), shape, globals, instant, session.major(), client);
            }
        }
    }

    private Dumped stream(Server server, Holder holder, Packing packing) throws Exception {
        var instant = holder.instant();
        var command = DumpCommand.of(
                Conninfo.steady(order.server(), server.pinned(), order.database()),
                instant.snapshot(),
                Durations.parse(order.dump().lockTimeout()),
                order.dump(),
                holder.under(Selection::extensions));
        var printing = new Printing(order.dump(), holder.under(Catalogue::of));
        return new DumpStreams(
                        packing,
                        order.afterEach(),
                        printing,
                        number -> objects(instant, packing, number),
                        holder,
                        errand)
                .run(commands(command, holder));
    }

    private DumpCommands commands(List<String> whole, Holder holder) throws SQLException {
        var streams = order.dump().streams();
        return streams == 1
                ? DumpCommands.one(whole)
                : DumpCommands.several(
                        whole, holder.under(session -> TableSizes.of(session, Selection.of(order.dump()))), streams);
    }

    private DataObjects objects(Holder.Instant instant, Packing packing, int number) {
        return new DataObjects(
                store,
                piece -> layout.data(
                        instant.time(),
                        order.request().uid8(),
                        order.attempt(),
                        BucketLayout.between(number, piece) + packing.extension()),
                store.longestObject(packing.streams()),
                packing.streams(),
                ignored -> errand.watch().alive());
    }

    /** The manifest comes last: by it the backup exists. */
    private Outcome commit(Taken taken, Packing packing, @Nullable Level level) throws IOException {
        // An attempt that was cut off from the cluster, but not from the store, may have been faster.
        var other = Adoption.find(store, layout, order);
        if (other.isPresent()) {
            return other.get();
        }
        Writing.digests(store, taken.dumped().objects());
        var manifest = manifest(taken, packing, level);
        var key = layout.manifest(taken.instant().time(), order.request().uid8());
        var document = Writing.document(manifest);
        store.put(key, document);
        errand.undo().forget();
        return Receipt.of(
                manifest,
                key,
                CountingDigest.of(document),
                store,
                errand.stages(),
                "dumped %s of %s into %s"
                        .formatted(
                                Receipt.human(taken.dumped().bytes()),
                                order.database(),
                                Receipt.human(taken.dumped().storedBytes())),
                errand.lastWords());
    }

    private Manifest manifest(Taken taken, Packing packing, @Nullable Level level) {
        return new Manifest(
                Manifest.API_VERSION,
                order.request(),
                order.attempt(),
                order.stage(),
                order.database(),
                source(taken),
                new Manifest.Snapshot(
                        taken.instant().time().toString(), taken.instant().lsn()),
                order.dump().format(),
                order.dump().whole(),
                order.compression(),
                packing.seal().manifest(),
                taken.dumped().bytes(),
                taken.dumped().sha256(),
                taken.dumped().objects(),
                level,
                errand.stages(),
                Instant.now(errand.clock()).toString(),
                taken.globals(),
                taken.dumped().fingerprint(),
                taken.dumped().streams(),
                taken.dumped().largestShare(),
                Shell.commands(store, taken.dumped().archives(), packing));
    }

    private Manifest.Source source(Taken taken) {
        var shape = taken.shape();
        return new Manifest.Source(
                order.server().host(),
                order.server().port(),
                shape.serverVersion(),
                taken.major(),
                taken.client(),
                order.image(),
                shape.systemIdentifier(),
                shape.bytes(),
                shape.encoding(),
                shape.collate(),
                shape.ctype(),
                shape.provider(),
                shape.locale(),
                shape.owner(),
                shape.comment(),
                shape.settings(),
                shape.acl(),
                taken.instant().tables());
    }
}
