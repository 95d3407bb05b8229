package io.pgbelay.archive;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a script while it passes: whether it ends where a dump ends, and whether it would leave the database that it is
 * run in. psql knows no such worry: it is content with half a script, and goes where it is told to. Rows of COPY are no words
 * of the script; all else is looked at line by line, which is enough for what pg_dump and pg_dumpall write.
 */
public final class ScriptScan {
    private static final int FIRST = 64;
    private static final String COPY = "COPY ";
    private static final byte[] FROM_HERE = " FROM stdin;".getBytes(StandardCharsets.US_ASCII);
    private static final List<String> LEAVING =
            List.of("\\connect", "\\c ", "CREATE DATABASE ", "DROP DATABASE ", "ALTER DATABASE ");

    private final byte[] first = new byte[FIRST];
    private final byte[] last = new byte[FROM_HERE.length];
    private long length;
    private boolean copying;
    private boolean dumped;
    private boolean complete;
    private @Nullable String leaving;

    /** Takes bytes in, wherever they are cut. */
    public void accept(byte[] buffer, int offset, int count) {
        var end = offset + count;
        var at = offset;
        while (at < end) {
            var feed = Delimiters.row(buffer, at, end);
            see(buffer, at, feed - at);
            if (feed < end) {
                line();
            }
            at = feed + 1;
        }
    }

    private void see(byte[] buffer, int from, int count) {
        if (length < FIRST) {
            System.arraycopy(buffer, from, first, (int) length, (int) Math.min(count, FIRST - length));
        }
        var kept = Math.min(count, last.length);
        System.arraycopy(last, kept, last, 0, last.length - kept);
        System.arraycopy(buffer, from + count - kept, last, last.length - kept, kept);
        length += count;
    }

    private void line() {
        var words = new String(first, 0, (int) Math.min(length, FIRST), StandardCharsets.ISO_8859_1).stripTrailing();
        if (copying) {
            copying = !words.equals("\\.");
        } else {
            words(words);
        }
        length = 0;
    }

    private void words(String words) {
        copying = words.startsWith(COPY) && endsInCopy();
        dumped |= words.matches("-- PostgreSQL database (cluster )?dump");
        complete |= words.matches("-- PostgreSQL database (cluster )?dump complete");
        if (leaving == null && LEAVING.stream().anyMatch(words::startsWith)) {
            leaving = words;
        }
    }

    private boolean endsInCopy() {
        return new String(last, StandardCharsets.ISO_8859_1).equals(new String(FROM_HERE, StandardCharsets.ISO_8859_1));
    }

    /** The words by which it leaves its database, or makes, drops or alters one. */
    public Optional<String> leaving() {
        return Optional.ofNullable(leaving);
    }

    /** Whether its end is missing, as far as can be seen once all has passed. */
    public boolean cut() {
        return copying || (dumped && !complete);
    }

    /** Whether it was written by pg_dump, so that {@link #cut} tells for sure. */
    public boolean dumped() {
        return dumped;
    }
}
