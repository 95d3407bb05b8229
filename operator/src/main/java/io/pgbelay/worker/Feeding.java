package io.pgbelay.worker;

import io.pgbelay.pgclient.ToolRun;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/** A dump on its way from the store into a tool. */
public final class Feeding {
    private static final Duration LOOK = Duration.ofSeconds(1);

    private Feeding() {}

    /** Whether somebody works for us although no byte moves, as the server does while it builds an index. */
    @FunctionalInterface
    public interface Busy {
        /** Looks. */
        boolean look() throws Exception;
    }

    /** Feeds the tool to the end of the dump, or until it wants no more, and waits for its end. */
    public static ToolRun.Exit run(ArchiveInput archive, ToolRun run, Errand errand, Busy busy)
            throws IOException, InterruptedException {
        var drain = Thread.ofVirtual().name("stdout").start(() -> drain(run));
        try (var stdin = run.stdin()) {
            if (!archive.feed(stdin)) {
                errand.say("the tool wants no more");
            }
        }
        errand.watch().awaitBytes("the tool to end");
        while (!drain.join(LOOK)) {
            sign(errand, busy);
        }
        errand.watch().awaitNothing();
        var exit = run.exit();
        errand.ended(exit, archive.bytes());
        return exit;
    }

    private static void sign(Errand errand, Busy busy) {
        try {
            if (busy.look()) {
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
