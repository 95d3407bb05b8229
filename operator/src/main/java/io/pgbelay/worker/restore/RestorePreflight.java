package io.pgbelay.worker.restore;

import io.pgbelay.api.Dump;
import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Failure;
import io.pgbelay.contract.Fingerprint;
import io.pgbelay.contract.Globals;
import io.pgbelay.contract.Manifest;
import io.pgbelay.postgres.Catalogue;
import io.pgbelay.postgres.ServerPreflight;
import io.pgbelay.postgres.Session;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whatever would make a restore fail, as far as it can be known before the first byte. */
final class RestorePreflight {
    private RestorePreflight() {}

    /** Into a database that is made. */
    static void check(Session session, Manifest manifest, @Nullable Integer version) throws SQLException {
        ofBackup(session, manifest, version, Set.of());
        if (!session.truth("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user")) {
            throw new Failure(FailureReason.PermissionDenied, "the role may not create databases: give it CREATEDB");
        }
    }

    /** Into one that stands; the session is on it. */
    static void inPlace(Session inside, Manifest manifest, @Nullable Integer version) throws SQLException {
        if (manifest.format() != Dump.Format.Custom) {
            throw new Failure(
                    FailureReason.NeedsCustomFormat, "only of a Custom dump can be left out what stands there already");
        }
        ofBackup(inside, manifest, version, standing(inside));
    }

    /** Extensions that stand in the database. */
    static Set<String> standing(Session inside) throws SQLException {
        return Catalogue.extensions(inside).stream()
                .map(Fingerprint.Extension::name)
                .collect(Collectors.toSet());
    }

    private static void ofBackup(Session session, Manifest manifest, @Nullable Integer version, Set<String> standing)
            throws SQLException {
        ServerPreflight.check(session, version);
        if (session.major() < manifest.source().serverMajor()) {
            throw new Failure(
                    FailureReason.VersionMismatch,
                    "the backup was taken from version %d and cannot go back to version %d"
                            .formatted(manifest.source().serverMajor(), session.major()));
        }
        var globals = manifest.globals();
        if (globals != null) {
            extensions(session, globals);
            superuser(session, globals, standing);
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
    private static void superuser(Session session, Globals globals, Set<String> standing) throws SQLException {
        if (session.truth("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")) {
            return;
        }
        var trusted = session.texts("SELECT name FROM pg_available_extension_versions GROUP BY name"
                + " HAVING bool_or(trusted OR NOT superuser)");
        var needed = new ArrayList<>(globals.superuser());
        globals.extensions().stream()
                .filter(name -> !trusted.contains(name) && !standing.contains(name))
                .forEach(name -> needed.add("extension " + name));
        if (!needed.isEmpty()) {
            throw new Failure(FailureReason.NeedsSuperuser, "only a superuser may make " + String.join(", ", needed));
        }
    }
}
