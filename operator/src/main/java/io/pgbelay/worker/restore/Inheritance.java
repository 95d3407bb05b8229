package io.pgbelay.worker.restore;

import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Failure;
import io.pgbelay.postgres.DatabaseDress;
import io.pgbelay.postgres.Session;
import io.pgbelay.postgres.Sql;
import java.sql.SQLException;

/** What a database that is built beside a live one will take over from it. Given with the name, not earlier. */
record Inheritance(DatabaseDress live, Building building) implements Dowry {
    @Override
    public void tryOut(Session session) throws SQLException {
        session.run("BEGIN");
        try {
            for (var statement : live.onto(building.name(), DatabaseDress.read(session, building.oid()))) {
                session.run(statement);
            }
        } catch (SQLException e) {
            throw new Failure(
                    FailureReason.PermissionDenied,
                    "the new database cannot take over what belongs to the live one: " + e.getMessage(),
                    e);
        } finally {
            session.run("ROLLBACK");
        }
    }

    @Override
    public void handOver(Session session) throws SQLException {
        session.run("ALTER DATABASE %s OWNER TO %s".formatted(Sql.name(building.name()), Sql.name(live.owner())));
    }
}
