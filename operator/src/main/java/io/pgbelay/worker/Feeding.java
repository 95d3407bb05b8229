package io.pgbelay.worker;

import io.pgbelay.pgclient.ToolRun;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/** A dump on its way from the store into a tool. */
public final class Feeding {
    private static final Duration LOOK = Duration.ofSeconds(1);

    private static final int CHUNK = 64 * 1024;

    private Feeding() {}

    /** Whether somebody works for us although no byte moves, as the server does while it builds an index. */
    @FunctionalInterface
    public interface Busy {
        /** Looks. */
        boolean look() throws Exception;
    }

    /** Feeds the tool to the end of the dump, or until it wants no more, and waits for its end. It says nothing on stdout. */
    public static ToolRun.Exit run(ArchiveInput archive, ToolRun run, Errand errand, Busy busy)
            throws IOException, InterruptedException {
        return run(archive, run, OutputStream.nullOutputStream(), errand, busy);
    }

    /** The same for a tool whose words go on into another one, which may end before it has heard all of them. */
    public static ToolRun.Exit run(ArchiveInput archive, ToolRun run, OutputStream further, Errand errand, Busy busy)
            throws IOException, InterruptedException {
        var drain = Thread.ofVirtual().name("stdout").start(() -> drain(run, further));
        try (var stdin = run.stdin()) {
            if (!archive.feed(stdin)) {
                errand.say("the tool wants no more");
            }
        }
        var exit = awaitEnd(drain, run, errand, busy);
        errand.ended(exit, archive.bytes());
        return exit;
    }

    /** Waits for the end of a tool that has been told everything and says nothing. */
    public static ToolRun.Exit awaitEnd(ToolRun run, Errand errand, Busy busy)
            throws IOException, InterruptedException {
        var drain = Thread.ofVirtual().name("stdout").start(() -> drain(run, OutputStream.nullOutputStream()));
        return awaitEnd(drain, run, errand, busy);
    }

    private static ToolRun.Exit awaitEnd(Thread drain, ToolRun run, Errand errand, Busy busy)
            throws IOException, InterruptedException {
        errand.watch().awaitBytes("the tool to end");
        while (!drain.join(LOOK)) {
            sign(errand, busy);
        }
        errand.watch().awaitNothing();
        return run.exit();
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

    /** Its end tells that the tool has ended, or that nobody listens any more, of which the tool dies. */
    private static void drain(ToolRun run, OutputStream further) {
        try (var words = run.stdout()) {
            // Not transferTo: from channel to channel it asks for positions, and pipes have none.
            var buffer = new byte[CHUNK];
            for (int count = words.read(buffer); count >= 0; count = words.read(buffer)) {
                further.write(buffer, 0, count);
            }
        } catch (IOException e) {
            return;
        }
    }
}
