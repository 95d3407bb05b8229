package io.pgbelay.worker.restore;

import io.pgbelay.api.FailureReason;
import io.pgbelay.api.Restored;
import io.pgbelay.contract.Failure;
import io.pgbelay.contract.Manifest;
import io.pgbelay.contract.Mark;
import io.pgbelay.contract.Order;
import io.pgbelay.contract.Outcome;
import io.pgbelay.postgres.Fence;
import io.pgbelay.postgres.Server;
import io.pgbelay.postgres.Session;
import io.pgbelay.postgres.Sql;
import io.pgbelay.storage.ObjectStore;
import io.pgbelay.worker.Errand;
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
        this.mark = Mark.made(order.request().uid());
    }

    /** Brings the backup back. */
    public static Outcome carryOut(Order.Restore order, Errand errand) throws Exception {
        return new Restoring(order, errand).run(errand.store());
    }

    private Outcome run(ObjectStore store) throws Exception {
        errand.say("restore " + order.from() + " into " + order.database() + ", attempt " + order.attempt());
        var source = Source.of(order, errand);
        var server = Server.find(order.server(), errand.env());
        try (var session = server.open(order.server().maintenanceDatabase(), "restore")) {
            var manifest = source.manifest(session);
            errand.watch().expect(manifest.dumpBytes());
            RestorePreflight.check(session, manifest, order.server().version());
            Fence.close(session, FenceName.of(order.request()));
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

    private Outcome build(ObjectStore store, Manifest manifest, Server server, Session session) throws Exception {
        var building =
                new Building(BuildName.of(order.database(), order.request().uid8()), mark);
        Roles.prepare(order, manifest.globals(), server, session, errand);
        var belongings = Belongings.of(order, manifest, session, building.name());
        building.clear(session);
        new Filling(order, errand, server, session, FenceName.of(order.request()))
                .fill(building, store, manifest, belongings);
        Questions.ask(server, building.name(), order.checks(), errand);
        publish(manifest, session, building, belongings);
        errand.undo().forget();
        return outcome(session, building.oid(), "restored " + order.database());
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
        return Mark.onto(Mark.without(manifest.source().comment()), mark);
    }

    private Outcome outcome(Session session, long oid, String message) throws SQLException {
        var size = session.number("SELECT pg_database_size(?::oid)", oid);
        var restored = new Restored(order.database(), oid, size);
        return new Outcome(null, message, errand.stages(), null, null, restored, errand.comparison(), null);
    }
}
