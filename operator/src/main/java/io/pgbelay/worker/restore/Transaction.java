package io.pgbelay.worker.restore;

import io.pgbelay.api.FailureReason;
import io.pgbelay.api.RestoreTarget.Ownership;
import io.pgbelay.api.RestoreTarget.Privileges;
import io.pgbelay.archive.RoleMapping;
import io.pgbelay.contract.Archive;
import io.pgbelay.contract.Failure;
import io.pgbelay.contract.Order;
import io.pgbelay.pgclient.Conninfo;
import io.pgbelay.pgclient.RestoreCommand;
import io.pgbelay.pgclient.RestoreCommand.Section;
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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
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

    /**
     * Replaces.
     *
     * @param archives of the backup; of several all rows come between the two halves of the first
     * @param reading reads one from the store
     * @param list what of the first comes back
     */
    void run(List<Archive> archives, Function<Archive, ArchiveInput> reading, String list)
            throws IOException, InterruptedException, SQLException {
        var conninfo = Conninfo.of(
                order.exchange().server(), server.pinned(), order.exchange().database());
        try (var psql = errand.tools().startFed(ScriptCommand.into(conninfo))) {
            var troubled = written(psql, archives, reading, errand.tools().lay("use.list", list));
            var exit = Feeding.awaitEnd(psql, errand, onlooker::busy);
            errand.ended(exit, archives.stream().mapToLong(Archive::dumpBytes).sum());
            if (!exit.good()) {
                throw ToolTroubles.ofRestore(exit);
            }
            if (troubled != null) {
                throw troubled;
            }
        }
    }

    /** Says everything; what went wrong before COMMIT, if anything did. */
    private @Nullable RuntimeException written(
            ToolRun psql, List<Archive> archives, Function<Archive, ArchiveInput> reading, String list)
            throws InterruptedException, SQLException {
        try (var stdin = psql.stdin()) {
            say(stdin, "BEGIN;\n" + words.first() + "\n");
            awaitBeginning(psql);
            say(
                    stdin,
                    "SET LOCAL lock_timeout = '%ds';\nSET LOCAL client_min_messages = error;\n%s"
                            .formatted(LOCK_TIMEOUT_SECONDS, Emptying.script()));
            for (var command : commands(archives, list)) {
                restored(stdin, command, reading);
            }
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

    /** A part of an archive that is written down. */
    private record Part(Archive archive, List<String> command) {}

    private List<Part> commands(List<Archive> archives, String list) {
        var build = order.build();
        var whole = RestoreCommand.script(
                build.ownership() == Ownership.Single ? build.owner() : null, build.privileges() == Privileges.Keep);
        var first = archives.getFirst();
        var listed = RestoreCommand.listed(whole, list);
        if (archives.size() == 1) {
            return List.of(new Part(first, listed));
        }
        var parts = new ArrayList<Part>();
        parts.add(new Part(first, RestoreCommand.part(listed, Section.BEFORE_ROWS)));
        archives.stream().skip(1).forEach(rows -> parts.add(new Part(rows, whole)));
        parts.add(new Part(first, RestoreCommand.part(listed, Section.AFTER_ROWS)));
        return parts;
    }

    private void restored(OutputStream stdin, Part part, Function<Archive, ArchiveInput> reading)
            throws IOException, InterruptedException {
        var build = order.build();
        try (var dump = reading.apply(part.archive());
                var run = errand.tools().startFed(part.command())) {
            if (build.ownership() == Ownership.Map) {
                dump.with(new RoleMapping(build.owners()));
            }
            var script = new ScriptInside(stdin);
            var exit = Feeding.run(dump, run, script, errand, onlooker::busy);
            if (!exit.good()) {
                throw ToolTroubles.ofRestore(exit);
            }
            dump.check(part.archive().dumpBytes(), part.archive().dumpSha256());
            script.end();
        }
    }

    private static void say(OutputStream stdin, String text) throws IOException {
        stdin.write(text.getBytes(StandardCharsets.UTF_8));
        stdin.flush();
    }
}
