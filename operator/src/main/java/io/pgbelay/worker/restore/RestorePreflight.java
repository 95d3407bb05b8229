package io.pgbelay.worker.restore;

import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Failure;
import io.pgbelay.contract.Manifest;
import io.pgbelay.postgres.ServerPreflight;
import io.pgbelay.postgres.Session;
import java.sql.SQLException;
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
    }
}
