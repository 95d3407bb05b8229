package io.pgbelay.worker;

import io.pgbelay.pgclient.ToolRun;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.Callable;

/** A dump on its way from the store into pg_restore. */
public final class Feeding {
    private static final Duration LOOK = Duration.ofSeconds(1);

    private Feeding() {}

    /**
     * Feeds the tool to the end of the dump, or until it wants no more, and waits for its end.
     *
     * @param busy whether the server works for the tool although no byte moves, as while it builds an index
     */
    public static ToolRun.Exit run(
            ArchiveInput archive, ToolRun run, String what, Errand errand, Callable<Boolean> busy)
            throws IOException, InterruptedException {
        var drain = Thread.ofVirtual().name("stdout").start(() -> drain(run));
        try (var expectation = errand.watch().bytesOf(what)) {
            assert expectation != null;
            try (var stdin = run.stdin()) {
                var all = archive.feed(stdin, errand.watch());
                errand.say(all ? what + ": all bytes have passed" : what + ": " + "pg_restore wants no more");
            }
            while (!drain.join(LOOK)) {
                sign(errand, busy);
            }
            var exit = run.exit();
            errand.ended(exit, archive.bytes());
            return exit;
        }
    }

    private static void sign(Errand errand, Callable<Boolean> busy) {
        try {
            if (busy.call()) {
                errand.watch().alive();
            }
        } catch (Exception e) {
            errand.say("could not see whether the server is busy: " + e.getMessage());
        }
    }

    /** Nothing is expected there; its end tells that the tool has ended. */
    private static void drain(ToolRun run) {
        try {
            run.stdout().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            return;
        }
    }
}
