package io.pgbelay.worker.dump;

import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Failure;
import io.pgbelay.pgclient.RestoreCommand;
import io.pgbelay.pgclient.ToolRun;
import io.pgbelay.worker.Errand;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ClosedChannelException;

/**
 * pg_restore reads the dump while it is written, and makes nothing of it. That is how a backup is decoded that nobody here
 * can read any more once it is locked up.
 */
final class Witness implements AutoCloseable {
    private final Errand errand;
    private final ToolRun run;
    private final OutputStream stdin;
    private boolean gone;
    private long bytes;

    private Witness(Errand errand, ToolRun run) {
        this.errand = errand;
        this.run = run;
        this.stdin = run.stdin();
    }

    static Witness call(Errand errand) throws IOException, InterruptedException {
        return new Witness(errand, errand.tools().startFed(RestoreCommand.decode()));
    }

    /** Sees what passes. One that went away has something to say, at the end. */
    void see(byte[] buffer, int count) throws IOException {
        if (gone) {
            return;
        }
        errand.watch().awaitBytes("pg_restore to decode");
        try {
            stdin.write(buffer, 0, count);
            bytes += count;
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            gone = true;
        }
    }

    /** That was all; fails unless it was an archive. */
    void swear() throws IOException, InterruptedException {
        errand.watch().awaitBytes("pg_restore to decode the rest");
        stdin.close();
        run.stdout().transferTo(OutputStream.nullOutputStream());
        errand.watch().awaitNothing();
        var exit = run.exit();
        errand.ended(exit, bytes);
        if (!exit.good()) {
            throw new Failure(FailureReason.DumpFailed, "pg_restore cannot decode the dump: exit code " + exit.code());
        }
    }

    @Override
    public void close() throws IOException {
        run.close();
    }
}
