package io.pgbelay.worker.restore;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The first and the last bytes of a file that passes. */
final class Ends {
    private static final int BEGINNING = 4096;
    private static final int END = 5;
    private static final String END_OF_COPY = "\\.\n\n\n";
    private static final String END_OF_INSERTS = "\n\n";

    private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();
    private String end = "";

    void see(byte[] buffer, int count) {
        beginning.write(buffer, 0, Math.min(count, BEGINNING - beginning.size()));
        var from = Math.max(0, count - END);
        var last = end + new String(buffer, from, count - from, StandardCharsets.ISO_8859_1);
        end = last.substring(Math.max(0, last.length() - END));
    }

    byte[] beginning() {
        return beginning.toByteArray();
    }

    /** Whether the rows of a table end here, as pg_dump writes them: for COPY, or as INSERTs (of no row: none). */
    boolean ofRows() {
        var begins = beginning.toString(StandardCharsets.ISO_8859_1);
        var inserts = begins.startsWith("INSERT INTO ") || begins.isBlank();
        return end.endsWith(inserts ? END_OF_INSERTS : END_OF_COPY);
    }
}
