package io.pgbelay.worker.restore;

import io.pgbelay.api.FailureReason;
import io.pgbelay.api.RestoreTarget.Ownership;
import io.pgbelay.api.RestoreTarget.Privileges;
import io.pgbelay.archive.RoleMapping;
import io.pgbelay.contract.Failure;
import io.pgbelay.contract.Manifest;
import io.pgbelay.contract.Order;
import io.pgbelay.pgclient.Conninfo;
import io.pgbelay.pgclient.RestoreCommand;
import io.pgbelay.pgclient.ScriptCommand;
import io.pgbelay.pgclient.ToolRun;
import io.pgbelay.pgclient.ToolTroubles;
import io.pgbelay.postgres.Emptying;
import io.pgbelay.postgres.Server;
import io.pgbelay.worker.ArchiveInput;
import io.pgbelay.worker.Errand;
import io.pgbelay.worker.Feeding;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One transaction in a psql of its own: everything goes, then comes what pg_restore writes. COMMIT is said by us, and only
 * when pg_restore has ended well and all bytes were right; a psql that hears no COMMIT leaves everything as it was.
 *
 * @param words what stands around it
 */
record Transaction(Order.Overwrite order, Errand errand, Server server, Replacement.Words words, Onlooker onlooker) {
    private static final int LOCK_TIMEOUT_SECONDS = 60;
    private static final Duration BEGINNING = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(20);

    void run(ArchiveInput dump, String list, Manifest manifest) throws IOException, InterruptedException, SQLException {
        var build = order.build();
        if (build.ownership() == Ownership.Map) {
            dump.with(new RoleMapping(build.owners()));
        }
        var conninfo = Conninfo.of(
                order.exchange().server(), server.pinned(), order.exchange().database());
        try (var psql = errand.tools().startFed(ScriptCommand.into(conninfo))) {
            var troubled = written(psql, dump, list, manifest);
            var exit = Feeding.awaitEnd(psql, errand, onlooker::busy);
            errand.ended(exit, dump.bytes());
            if (!exit.good()) {
                throw ToolTroubles.ofRestore(exit);
            }
            if (troubled != null) {
                throw troubled;
            }
        }
    }

    /** Says everything; what went wrong before COMMIT, if anything did. */
    private @Nullable RuntimeException written(ToolRun psql, ArchiveInput dump, String list, Manifest manifest)
            throws InterruptedException, SQLException {
        try (var stdin = psql.stdin()) {
            say(stdin, "BEGIN;\n" + words.first() + "\n");
            awaitBeginning(psql);
            say(
                    stdin,
                    "SET LOCAL lock_timeout = '%ds';\nSET LOCAL client_min_messages = error;\n%s"
                            .formatted(LOCK_TIMEOUT_SECONDS, Emptying.script()));
            var script = new ScriptInside(stdin);
            restored(script, dump, list);
            dump.check(manifest.dumpBytes(), manifest.dumpSha256());
            script.end();
            say(stdin, words.last() + "\nCOMMIT;\n");
            return null;
        } catch (IOException e) {
            return new UncheckedIOException(e);
        } catch (RuntimeException e) {
            return e;
        }
    }

    /** A psql that is still on its way must not hear COMMIT: once we are dead, nobody would know of it. */
    private void awaitBeginning(ToolRun psql) throws IOException, InterruptedException, SQLException {
        var until = System.nanoTime() + BEGINNING.toNanos();
        while (!onlooker.begun() && psql.ended().isEmpty()) {
            if (System.nanoTime() > until) {
                throw new Failure(FailureReason.ServerLost, "psql did not begin its transaction within a minute");
            }
            Thread.sleep(PAUSE);
        }
    }

    private void restored(OutputStream further, ArchiveInput dump, String list)
            throws IOException, InterruptedException {
        var build = order.build();
        var command = RestoreCommand.script(
                errand.tools().lay("use.list", list),
                build.ownership() == Ownership.Single ? build.owner() : null,
                build.privileges() == Privileges.Keep);
        try (var run = errand.tools().startFed(command)) {
            var exit = Feeding.run(dump, run, further, errand, onlooker::busy);
            if (!exit.good()) {
                throw ToolTroubles.ofRestore(exit);
            }
        }
    }

    private static void say(OutputStream stdin, String text) throws IOException {
        stdin.write(text.getBytes(StandardCharsets.UTF_8));
        stdin.flush();
    }
}
