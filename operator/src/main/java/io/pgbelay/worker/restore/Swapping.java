package io.pgbelay.worker.restore;

import io.pgbelay.api.FailureReason;
import io.pgbelay.api.ReadyDatabase;
import io.pgbelay.contract.Failure;
import io.pgbelay.contract.Mark;
import io.pgbelay.contract.Order;
import io.pgbelay.contract.Outcome;
import io.pgbelay.postgres.DatabaseDress;
import io.pgbelay.postgres.Fence;
import io.pgbelay.postgres.NameSwap;
import io.pgbelay.postgres.NameSwap.Named;
import io.pgbelay.postgres.Server;
import io.pgbelay.postgres.Session;
import io.pgbelay.worker.Errand;
import io.pgbelay.worker.ToolVersion;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The order of a swap. The new database is whole and checked before the old one is touched; both names change in one
 * transaction; the old one stays.
 */
public final class Swapping {
    private final Order.Swap order;
    private final Errand errand;
    private final Target target;
    private final String mark;

    private Swapping(Order.Swap order, Errand errand) {
        this.order = order;
        this.errand = errand;
        this.target = new Target(order.exchange(), order.request());
        this.mark = Mark.made(order.request().uid());
    }

    /** Swaps. */
    public static Outcome carryOut(Order.Swap order, Errand errand) throws Exception {
        return new Swapping(order, errand).run();
    }

    private Outcome run() throws Exception {
        var exchange = order.exchange();
        errand.say("replace " + exchange.database());
        var server = Server.find(exchange.server(), errand.env());
        try (var session = server.open(exchange.server().maintenanceDatabase(), "swap")) {
            Fence.close(session, FenceName.replacing(exchange.database()));
            Fence.close(session, FenceName.of(order.request()));
            refuseSecondTime(session);
            target.confirmed(target.look(server, session), order.confirm());
            var ready = exchange.ready();
            var coming = ready == null ? built(server, session) : new Named(ready.database(), ready.oid());
            return swapped(server, session, coming, ready);
        }
    }

    /** A confirmation is used once: whoever comes second finds what the first one left, and leaves it alone. */
    private void refuseSecondTime(Session session) throws SQLException {
        for (var name : List.of(
                BuildName.of(order.exchange().database(), order.request().uid8()),
                BuildName.kept(order.exchange().database(), order.request().uid8()))) {
            if (Found.named(session, name).isPresent()) {
                throw new Failure(
                        FailureReason.DatabaseExists, "this swap was begun before: there is a database " + name);
            }
        }
    }

    private Named built(Server server, Session session) throws Exception {
        var build = Objects.requireNonNull(order.build());
        errand.watch().enter("Restoring");
        var manifest = Source.read(errand.store(), build);
        errand.watch().expect(manifest.dumpBytes());
        RestorePreflight.check(session, manifest, build.server().version());
        ToolVersion.ask(errand.tools(), List.of("pg_restore", "--version"), session.major());
        var building = new Building(
                BuildName.of(order.exchange().database(), order.request().uid8()), mark);
        Roles.prepare(build, manifest.globals(), server, session, errand);
        var live = Found.named(session, order.exchange().database()).orElseThrow();
        var inheritance = new Inheritance(DatabaseDress.read(session, live.oid()), building);
        try (var budget = DiskBudget.over(building, order.exchange().freeBytes(), server, errand)) {
            new Filling(build, errand, server, session, FenceName.of(order.request()))
                    .fill(building, errand.store(), manifest, inheritance);
            budget.settle(session);
        }
        building.check(session);
        return new Named(building.name(), building.oid());
    }

    private Outcome swapped(Server server, Session session, Named coming, @Nullable ReadyDatabase ready)
            throws SQLException, InterruptedException {
        errand.watch().enter("Verifying");
        Questions.ask(server, coming.name(), order.checks(), errand);
        errand.watch().enter("Swapping");
        var live = target.look(server, session);
        target.confirmed(live, order.confirm());
        var settlement = new Settlement(order.exchange(), order.request(), live.oid());
        try (var ender = server.open(server.address().maintenanceDatabase(), "ender")) {
            names(session, live.oid(), coming, ready).run(session, ender);
        } catch (NameSwap.Unclear e) {
            return settlement.afterLostReply(server, errand, e);
        }
        errand.undo().forget();
        errand.say("swapped");
        return settlement.outcome(session, coming.oid(), errand);
    }

    /** What comes back wears what it wore; what is new takes over what the live one wears. */
    private NameSwap names(Session session, long oid, Named coming, @Nullable ReadyDatabase ready) throws SQLException {
        var database = order.exchange().database();
        var live = DatabaseDress.read(session, oid);
        var other = DatabaseDress.read(session, coming.oid());
        var back = ready == null || ready.replacedBy() == null ? null : ready;
        return new NameSwap(
                new Named(database, oid),
                BuildName.kept(database, order.request().uid8()),
                Mark.onto(live.comment(), Mark.replaced(order.request().uid())),
                coming,
                back == null
                        ? Mark.onto(Mark.without(live.comment()), mark)
                        : Mark.without(other.comment(), back.mark()),
                back == null ? live.onto(database, other) : List.of());
    }
}
