package io.pgbelay.worker.restore;

import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A script of {@code pg_restore --single-transaction} on its way into a transaction that goes on after it: its own
 * {@code COMMIT}, which is the last statement, is taken out. Without that option there would be one after the large objects,
 * in the middle.
 */
final class ScriptInside extends OutputStream {
    private static final String COMMIT = "\nCOMMIT;\n";
    // What stands after it: a comment and a word to psql.
    private static final int TAIL = 1024;

    private final OutputStream next;
    private byte[] kept = new byte[0];

    ScriptInside(OutputStream next) {
        this.next = next;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        var all = new ByteArrayOutputStream(kept.length + length);
        all.writeBytes(kept);
        all.write(bytes, offset, length);
        var whole = all.toByteArray();
        var passing = Math.max(0, whole.length - TAIL);
        next.write(whole, 0, passing);
        kept = Arrays.copyOfRange(whole, passing, whole.length);
    }

    /** All has passed. */
    void end() throws IOException {
        var tail = new String(kept, StandardCharsets.ISO_8859_1);
        var at = tail.lastIndexOf(COMMIT);
        if (at < 0) {
            throw new Failure(FailureReason.RestoreFailed, "pg_restore ended its script in another way than is known");
        }
        var rest = tail.substring(0, at) + tail.substring(at + COMMIT.length() - 1);
        next.write(rest.getBytes(StandardCharsets.ISO_8859_1));
        next.flush();
    }
}
