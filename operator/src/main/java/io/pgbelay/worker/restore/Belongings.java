package io.pgbelay.worker.restore;

import io.pgbelay.api.FailureReason;
import io.pgbelay.api.RestoreTarget.Ownership;
import io.pgbelay.api.RestoreTarget.Privileges;
import io.pgbelay.contract.Failure;
import io.pgbelay.contract.Globals;
import io.pgbelay.contract.Manifest;
import io.pgbelay.contract.Order;
import io.pgbelay.postgres.AclItem;
import io.pgbelay.postgres.DatabaseDdl;
import io.pgbelay.postgres.Session;
import io.pgbelay.postgres.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What belongs to the database itself and is in no dump of it: settings, grants, owner. */
final class Belongings implements Dowry {
    private final List<String> statements;
    private final Optional<String> handOver;

    private Belongings(List<String> statements, Optional<String> handOver) {
        this.statements = statements;
        this.handOver = handOver;
    }

    /** As the order wants them, for a server on which all roles that are named exist. */
    static Belongings of(Order.Restore order, Manifest manifest, Session session, String database) throws SQLException {
        var source = manifest.source();
        var statements = new ArrayList<>(ofRoles(order, manifest.globals(), session, database));
        source.settings().forEach(setting -> statements.add(DatabaseDdl.setting(database, setting)));
        statements.addAll(grants(order, source, database));
        var owner = owner(order, source);
        var handOver = exists(session, owner)
                ? Optional.of("ALTER DATABASE " + Sql.name(database) + " OWNER TO " + Sql.name(owner))
                : Optional.<String>empty();
        handOver.ifPresent(statements::add);
        if (handOver.isEmpty() && order.ownership() == Ownership.Single) {
            throw new Failure(FailureReason.MissingRoles, "the role " + owner + " does not exist on the target");
        }
        return new Belongings(statements, handOver);
    }

    /** Settings of roles in this database, as far as the roles are there; only a superuser may give all of them. */
    private static List<String> ofRoles(
            Order.Restore order, @Nullable Globals globals, Session session, String database) throws SQLException {
        if (globals == null
                || order.ownership() == Ownership.Single
                || !session.truth("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")) {
            return List.of();
        }
        var there = session.texts("SELECT rolname FROM pg_roles");
        return globals.settings().stream()
                .filter(one -> there.contains(order.standingFor(one.role())))
                .map(one -> DatabaseDdl.setting(order.standingFor(one.role()), database, one.setting()))
                .toList();
    }

    @Override
    public void tryOut(Session session) throws SQLException {
        session.run("BEGIN");
        try {
            give(session);
        } catch (SQLException e) {
            throw new Failure(reason(e), "the target refuses what belongs to the database: " + e.getMessage(), e);
        } finally {
            session.run("ROLLBACK");
        }
    }

    @Override
    public void handOver(Session session) throws SQLException {
        if (handOver.isPresent()) {
            session.run(handOver.get());
        }
    }

    /** Inside a transaction of the caller's. */
    void give(Session session) throws SQLException {
        for (var statement : statements) {
            session.run(statement);
        }
    }

    private static List<String> grants(Order.Restore order, Manifest.Source source, String database) {
        var open = List.of("GRANT CONNECT, TEMPORARY ON DATABASE " + Sql.name(database) + " TO PUBLIC");
        if (order.privileges() == Privileges.Skip || source.acl().isEmpty()) {
            return open;
        }
        return source.acl().stream()
                .map(AclItem::parse)
                .filter(item -> !item.grantee().equals(source.owner()))
                .map(item -> new AclItem(order.standingFor(item.grantee()), item.privileges()))
                .flatMap(item -> item.grants(database).stream())
                .toList();
    }

    private static String owner(Order.Restore order, Manifest.Source source) {
        return switch (order.ownership()) {
            case Keep, Map -> order.standingFor(source.owner());
            case Single -> Objects.requireNonNullElse(order.owner(), "");
        };
    }

    private static boolean exists(Session session, String role) throws SQLException {
        return session.truth("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = ?)", role);
    }

    private static FailureReason reason(SQLException e) {
        return switch (Objects.requireNonNullElse(e.getSQLState(), "")) {
            case "42704" -> FailureReason.MissingRoles;
            case "42501" -> FailureReason.NeedsSuperuser;
            default -> FailureReason.RestoreFailed;
        };
    }
}
