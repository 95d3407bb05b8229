package io.pgbelay.worker.restore;

import io.pgbelay.api.FailureReason;
import io.pgbelay.api.RestoreTarget.Ownership;
import io.pgbelay.api.RestoreTarget.Privileges;
import io.pgbelay.contract.Failure;
import io.pgbelay.contract.Globals;
import io.pgbelay.contract.Globals.Use;
import io.pgbelay.contract.Order;
import io.pgbelay.postgres.GlobalsReading;
import io.pgbelay.postgres.Server;
import io.pgbelay.postgres.Session;
import io.pgbelay.postgres.Sql;
import io.pgbelay.worker.Errand;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The roles that a backup names. Those that are missing are made without a login; one that is there is never changed,
 * whatever it was when the backup was taken: that would let people in, or lock them out.
 */
final class Roles {
    /** Whoever has these in the source and not here will miss them; a role that is made here gets none of them. */
    private static final Set<String> HARMLESS = Set.of("NOINHERIT");

    private final Order.Restore order;
    private final Session session;
    private final Errand errand;

    private Roles(Order.Restore order, Session session, Errand errand) {
        this.order = order;
        this.session = session;
        this.errand = errand;
    }

    /** Fails where a role that is needed neither is there nor may be made. What was made goes again if the order fails. */
    static void prepare(Order.Restore order, @Nullable Globals globals, Server server, Session session, Errand errand)
            throws SQLException {
        if (globals != null) {
            new Roles(order, session, errand).prepare(globals, server);
        }
    }

    private void prepare(Globals globals, Server server) throws SQLException {
        var there = Set.copyOf(session.texts("SELECT rolname FROM pg_roles"));
        var needed = globals.roles().stream()
                .filter(this::needed)
                .filter(role -> !order.owners().containsKey(role.name()))
                .toList();
        standingIn(globals, there);
        var missing =
                needed.stream().filter(role -> !there.contains(role.name())).toList();
        refuse(missing);
        differences(needed.stream().filter(role -> there.contains(role.name())).toList());
        if (!missing.isEmpty()) {
            var names = missing.stream().map(Globals.Role::name).toList();
            errand.undo().add("drop the roles " + names, () -> drop(server, names));
            make(missing, globals.memberships());
        }
        handOver(needed, Set.copyOf(missing));
        standIns(globals);
    }

    /** Who takes the place of another is chosen by name, and is not made. */
    private void standingIn(Globals globals, Set<String> there) {
        var missing = globals.roles().stream()
                .map(role -> order.owners().get(role.name()))
                .filter(name -> name != null && !there.contains(name))
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new Failure(FailureReason.MissingRoles, "owners names roles that the target lacks: " + missing);
        }
    }

    private boolean needed(Globals.Role role) {
        return role.uses().stream().anyMatch(use -> switch (use) {
            case Owner -> order.ownership() != Ownership.Single;
            case Grant -> order.privileges() == Privileges.Keep;
            case Policy -> true;
            case Setting -> false;
        });
    }

    private void refuse(List<Globals.Role> missing) throws SQLException {
        if (!missing.isEmpty()
                && !session.truth("SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user")) {
            throw new Failure(
                    FailureReason.MissingRoles,
                    "the target has no role " + names(missing) + ", and ours may make none");
        }
    }

    private void differences(List<Globals.Role> roles) throws SQLException {
        for (var role : roles) {
            var lost = new ArrayList<>(role.attributes());
            lost.removeAll(GlobalsReading.attributes(session, role.name()));
            if (!lost.isEmpty()) {
                errand.warn("role %s is left as it is: it lacks %s, which it had in the source"
                        .formatted(role.name(), String.join(", ", lost)));
            }
        }
    }

    private void make(List<Globals.Role> missing, List<Globals.Membership> memberships) throws SQLException {
        var made = missing.stream().map(Globals.Role::name).collect(Collectors.toSet());
        session.run("BEGIN");
        for (var role : missing) {
            session.run("CREATE ROLE " + Sql.name(role.name()) + " NOLOGIN"
                    + (role.attributes().contains("NOINHERIT") ? " NOINHERIT" : ""));
            tell(role);
        }
        for (var one : memberships) {
            if (made.contains(one.member()) && exists(one.role())) {
                session.run("GRANT " + Sql.name(one.role()) + " TO " + Sql.name(one.member())
                        + (one.admin() ? " WITH ADMIN OPTION" : ""));
            }
        }
        session.run("COMMIT");
    }

    private void tell(Globals.Role role) {
        var without = role.attributes().stream()
                .filter(word -> !HARMLESS.contains(word))
                .toList();
        errand.warn("role %s was made, without %s"
                .formatted(role.name(), without.isEmpty() ? "a login" : String.join(", ", without)));
    }

    private boolean exists(String role) throws SQLException {
        return session.truth("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = ?)", role);
    }

    /** Nobody but a superuser may hand things over to a role that he is no member of. */
    private void handOver(List<Globals.Role> needed, Set<Globals.Role> made) throws SQLException {
        if (order.ownership() == Ownership.Single
                || session.truth("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")) {
            return;
        }
        for (var role :
                needed.stream().filter(one -> one.uses().contains(Use.Owner)).toList()) {
            if (made.contains(role)) {
                session.run("GRANT " + Sql.name(role.name()) + " TO CURRENT_USER");
            }
            member(role.name());
        }
    }

    /** The same for those who take the place of owners. */
    private void standIns(Globals globals) throws SQLException {
        for (var role : globals.roles()) {
            var other = order.owners().get(role.name());
            if (other != null && role.uses().contains(Use.Owner)) {
                member(other);
            }
        }
    }

    private void member(String role) throws SQLException {
        if (!session.truth("SELECT pg_has_role(?, ?)", role, session.major() >= 16 ? "SET" : "MEMBER")) {
            throw new Failure(
                    FailureReason.NeedsSuperuser, "objects go to " + role + ", and our role is no member of it");
        }
    }

    private static void drop(Server server, List<String> names) throws SQLException, InterruptedException {
        try (var session = server.open(server.address().maintenanceDatabase(), "undo")) {
            for (var name : names) {
                session.run("DROP ROLE IF EXISTS " + Sql.name(name));
            }
        }
    }

    private static String names(List<Globals.Role> roles) {
        return roles.stream().map(Globals.Role::name).limit(10).collect(Collectors.joining(", "));
    }
}
