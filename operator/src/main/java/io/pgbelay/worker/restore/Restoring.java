package io.pgbelay.worker.restore;

import io.pgbelay.api.FailureReason;
import io.pgbelay.api.RestoreTarget.Ownership;
import io.pgbelay.api.RestoreTarget.Privileges;
import io.pgbelay.api.Restored;
import io.pgbelay.contract.Failure;
import io.pgbelay.contract.Manifest;
import io.pgbelay.contract.Order;
import io.pgbelay.contract.Outcome;
import io.pgbelay.pgclient.Conninfo;
import io.pgbelay.pgclient.RestoreCommand;
import io.pgbelay.pgclient.ToolTroubles;
import io.pgbelay.postgres.Fence;
import io.pgbelay.postgres.Server;
import io.pgbelay.postgres.Session;
import io.pgbelay.postgres.Sql;
import io.pgbelay.storage.ObjectStore;
import io.pgbelay.worker.ArchiveInput;
import io.pgbelay.worker.Errand;
import io.pgbelay.worker.Feeding;
import io.pgbelay.worker.ToolVersion;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The order of a restore into a database that does not exist yet. */
public final class Restoring {
    private static final int RENAME_TRIES = 20;
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Order.Restore order;
    private final Errand errand;
    private final String mark;

    private Restoring(Order.Restore order, Errand errand) {
        this.order = order;
        this.errand = errand;
        this.mark = "pgbelay:" + order.request().uid();
    }

    /** Brings the backup back. */
    public static Outcome carryOut(Order.Restore order, Errand errand) throws Exception {
        return new Restoring(order, errand).run(errand.store());
    }

    private Outcome run(ObjectStore store) throws Exception {
        errand.say("restore " + order.manifest() + " into " + order.database() + ", attempt " + order.attempt());
        var manifest = Source.read(store, order);
        errand.watch().expect(manifest.dumpBytes());
        var server = Server.find(order.server(), errand.env());
        try (var session = server.open(order.server().maintenanceDatabase(), "restore")) {
            RestorePreflight.check(session, manifest, order.server().version());
            Fence.close(session, fence());
            var earlier = existing(session);
            if (earlier.isPresent()) {
                return earlier.get();
            }
            ToolVersion.ask(errand.tools(), List.of("pg_restore", "--version"), session.major());
            return build(store, manifest, server, session);
        }
    }

    /** A target that exists is a refusal, unless an earlier attempt of this request made it. */
    private Optional<Outcome> existing(Session session) throws SQLException {
        var found = Found.named(session, order.database());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        if (!found.get().bears(mark)) {
            throw new Failure(FailureReason.DatabaseExists, "the database " + order.database() + " exists already");
        }
        return Optional.of(outcome(session, found.get().oid(), "an earlier attempt had finished"));
    }

    private String fence() {
        return "restore " + order.request().uid();
    }

    private Outcome build(ObjectStore store, Manifest manifest, Server server, Session session) throws Exception {
        var name = BuildName.of(order.database(), order.request().uid8());
        var building = new Building(name, mark);
        building.clear(session);
        var belongings = Belongings.of(order, manifest.source(), session, name);
        errand.undo().add("drop " + name, () -> building.drop(server, fence()));
        building.make(session, manifest.source());
        belongings.tryOut(session);
        belongings.handOver(session);
        errand.say("building " + name);
        fill(store, manifest, server, session, building);
        errand.say("analyzing " + name);
        try (var inside = server.open(name, "analyze")) {
            inside.patience(Duration.ZERO).run("ANALYZE");
        }
        publish(manifest, session, building, belongings);
        errand.undo().forget();
        return outcome(session, building.oid(), "restored " + order.database());
    }

    private void fill(ObjectStore store, Manifest manifest, Server server, Session session, Building building)
            throws Exception {
        var single = order.ownership() == Ownership.Single;
        var command = RestoreCommand.into(
                Conninfo.of(order.server(), server.pinned(), building.name()),
                single ? order.owner() : null,
                order.privileges() == Privileges.Keep);
        var watch = errand.watch();
        try (var archive = new ArchiveInput(store, manifest.objects(), manifest.compression(), watch, watch::moved);
                var run = errand.tools().startFed(command)) {
            var exit = Feeding.run(archive, run, errand, () -> busy(session, building));
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
    private static boolean busy(Session session, Building building) throws SQLException {
        return session.truth("""
                SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datid = ? AND state = 'active'
                  AND wait_event_type IS DISTINCT FROM 'Lock' AND wait_event_type IS DISTINCT FROM 'Client')""", building.oid());
    }

    /** All at once: settings, grants, owner, name. What is killed before this left nothing that anybody sees. */
    private void publish(Manifest manifest, Session session, Building building, Belongings belongings)
            throws SQLException, InterruptedException {
        for (int i = 0; ; i++) {
            session.run("BEGIN");
            try {
                building.check(session);
                session.run("COMMENT ON DATABASE " + Sql.name(building.name()) + " IS " + Sql.text(comment(manifest)));
                belongings.give(session);
                session.run("ALTER DATABASE %s RENAME TO %s"
                        .formatted(Sql.name(building.name()), Sql.name(order.database())));
                session.run("COMMIT");
                return;
            } catch (SQLException e) {
                session.run("ROLLBACK");
                refuse(e, i);
            }
            Thread.sleep(PAUSE);
        }
    }

    /** A session that is just leaving holds the rename up; a name that was taken meanwhile ends it. */
    private void refuse(SQLException e, int tries) throws SQLException {
        if ("42P04".equals(e.getSQLState())) {
            throw new Failure(
                    FailureReason.DatabaseExists, "somebody else made " + order.database() + " in the meantime", e);
        }
        if (!"55006".equals(e.getSQLState()) || tries == RENAME_TRIES) {
            throw e;
        }
    }

    /** The mark stays, after what the source had to say: by it the database is known as ours. */
    private String comment(Manifest manifest) {
        var comment = manifest.source().comment();
        return comment == null || comment.isBlank() ? mark : comment + " " + mark;
    }

    private Outcome outcome(Session session, long oid, String message) throws SQLException {
        var size = session.number("SELECT pg_database_size(?::oid)", oid);
        return new Outcome(null, message, errand.stages(), null, null, new Restored(order.database(), oid, size), null);
    }
}
