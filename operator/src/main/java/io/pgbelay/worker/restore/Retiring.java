package io.pgbelay.worker.restore;

import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Failure;
import io.pgbelay.contract.Order;
import io.pgbelay.contract.Outcome;
import io.pgbelay.postgres.Server;
import io.pgbelay.postgres.Session;
import io.pgbelay.postgres.Sql;
import io.pgbelay.worker.Errand;
import java.sql.SQLException;
import java.time.Duration;

/** The end of a database that was put aside, or was made for a time. Nobody is ever sent away for it. */
public final class Retiring {
    private static final int TRIES = 40;
    private static final Duration PAUSE = Duration.ofMillis(500);

    private Retiring() {}

    /** Opens it for its last backup, or drops it. */
    public static Outcome carryOut(Order.Retire order, Errand errand) throws Exception {
        var name = order.database().database();
        var server = Server.find(order.server(), errand.env());
        try (var session = server.open(order.server().maintenanceDatabase(), "retire")) {
            var found = Found.named(session, name);
            if (found.isEmpty()) {
                return said("there is no database " + name + " any more", errand);
            }
            if (found.get().oid() != order.database().oid()
                    || !found.get().bears(order.database().mark())) {
                throw new Failure(
                        FailureReason.TargetChanged,
                        "the database %s (OID %d) is not the one that was left: it stays"
                                .formatted(name, found.get().oid()));
            }
            return order.drop() ? dropped(session, name, errand) : opened(session, name, errand);
        }
    }

    private static Outcome opened(Session session, String name, Errand errand) throws SQLException {
        session.run("ALTER DATABASE " + Sql.name(name) + " ALLOW_CONNECTIONS true");
        return said("opened " + name + " for its last backup", errand);
    }

    private static Outcome dropped(Session session, String name, Errand errand)
            throws SQLException, InterruptedException {
        for (int i = 0; ; i++) {
            try {
                session.run("DROP DATABASE " + Sql.name(name));
                return said("dropped " + name, errand);
            } catch (SQLException e) {
                if (!"55006".equals(e.getSQLState())) {
                    throw e;
                }
                if (i == TRIES) {
                    throw new Failure(FailureReason.DatabaseInUse, "somebody is connected to " + name, e);
                }
            }
            Thread.sleep(PAUSE);
        }
    }

    private static Outcome said(String message, Errand errand) {
        return new Outcome(null, message, errand.stages(), null, null, null, null, null);
    }
}
