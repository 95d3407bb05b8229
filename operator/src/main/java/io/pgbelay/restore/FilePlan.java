package io.pgbelay.restore;

import io.pgbelay.api.FailureReason;
import io.pgbelay.api.PermanentFailure;
import io.pgbelay.api.RestorePlan;
import io.pgbelay.api.RestoreRequestSpec;
import io.pgbelay.api.Server;
import io.pgbelay.api.StoredFile;
import io.pgbelay.kube.Times;
import java.time.Instant;

/** The plan where a file is brought back of which no BackupRun tells: what it is shows when it is read. */
final class FilePlan {
    private FilePlan() {}

    static RestorePlan of(RestoreRequestSpec spec, StoredFile file, Instant now) {
        var server = server(spec);
        var address = file.storage().place().address(file.key());
        return new RestorePlan(
                null,
                address + ": how old it is and what is in it shows when it is read",
                null,
                null,
                null,
                file.told() ? file.key() : null,
                null,
                file.told() ? null : file.key(),
                file.storage(),
                spec.decryption(),
                null,
                null,
                server,
                server.host() + ":" + server.port() + "/" + spec.target().database(),
                null,
                spec.podTemplate(),
                Times.format(now),
                null,
                null,
                null,
                null,
                null);
    }

    /** Admission asks for it; nothing else could say. */
    private static Server server(RestoreRequestSpec spec) {
        var server = spec.target().server();
        if (server == null) {
            throw new PermanentFailure(
                    FailureReason.TargetUnknown, "Nobody says which server and role the database is made with");
        }
        return server;
    }
}
