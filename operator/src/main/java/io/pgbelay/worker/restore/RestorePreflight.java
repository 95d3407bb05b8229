package io.pgbelay.worker.restore;

import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Failure;
import io.pgbelay.contract.Globals;
import io.pgbelay.contract.Manifest;
import io.pgbelay.postgres.ServerPreflight;
import io.pgbelay.postgres.Session;
import java.sql.SQLException;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** Whatever would make a restore fail, as far as it can be known before the first byte. */
final class RestorePreflight {
    private RestorePreflight() {}

    static void check(Session session, Manifest manifest, @Nullable Integer version) throws SQLException {
        ServerPreflight.check(session, version);
        if (session.major() < manifest.source().serverMajor()) {
            throw new Failure(
                    FailureReason.VersionMismatch,
                    "the backup was taken from version %d and cannot go back to version %d"
                            .formatted(manifest.source().serverMajor(), session.major()));
        }
        if (!session.truth("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user")) {
            throw new Failure(FailureReason.PermissionDenied, "the role may not create databases: give it CREATEDB");
        }
        var globals = manifest.globals();
        if (globals != null) {
            extensions(session, globals);
            superuser(session, globals);
        }
    }

    private static void extensions(Session session, Globals globals) throws SQLException {
        var there = session.texts("SELECT name FROM pg_available_extensions");
        var missing = globals.extensions().stream()
                .filter(name -> !there.contains(name))
                .toList();
        if (!missing.isEmpty()) {
            throw new Failure(
                    FailureReason.ExtensionMissing, "the target has no extension " + String.join(", ", missing));
        }
    }

    /** A trusted extension may be made by the database's owner, whatever it is made of. */
    private static void superuser(Session session, Globals globals) throws SQLException {
        if (session.truth("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")) {
            return;
        }
        var trusted = session.texts("SELECT name FROM pg_available_extension_versions GROUP BY name"
                + " HAVING bool_or(trusted OR NOT superuser)");
        var needed = new ArrayList<>(globals.superuser());
        globals.extensions().stream()
                .filter(name -> !trusted.contains(name))
                .forEach(name -> needed.add("extension " + name));
        if (!needed.isEmpty()) {
            throw new Failure(FailureReason.NeedsSuperuser, "only a superuser may make " + String.join(", ", needed));
        }
    }
}
