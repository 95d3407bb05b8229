package io.pgbelay.worker.restore;

import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Failure;
import io.pgbelay.contract.PodEnv;
import io.pgbelay.postgres.Server;
import io.pgbelay.worker.Errand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;

/** SQL of the requester's, run on the restored database while nobody else can connect, all of it or nothing. */
final class Sanitizing {
    private Sanitizing() {}

    static void run(Server server, String database, Errand errand) throws IOException, InterruptedException {
        errand.say("sanitizing " + database);
        var file = Objects.requireNonNull(errand.env().get(PodEnv.SANITIZE), PodEnv.SANITIZE);
        var sql = Files.readString(Path.of(file));
        try (var session = server.open(database, "sanitize")) {
            session.patience(Duration.ZERO).run("SET search_path = \"$user\", public");
            session.run("BEGIN");
            session.run(sql);
            session.run("COMMIT");
        } catch (SQLException e) {
            throw new Failure(FailureReason.SanitizeFailed, "the SQL of sanitize failed: " + e.getMessage(), e);
        }
    }
}
