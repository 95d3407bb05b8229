package io.pgbelay.archive;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the head of an archive: mark, version, sizes, compression, date, three texts. */
final class HeadReader {
    private static final byte[] MARK = "PGDMP".getBytes(StandardCharsets.US_ASCII);
    private static final int FIXED = MARK.length + 6;
    private static final int DATE = 7;
    private static final int TEXTS = 3;
    private static final int CUSTOM = 1;

    private final int[] fixed = new int[FIXED];
    private int seen;
    private boolean unpacked;
    private int numbers = DATE;
    private int texts = TEXTS;
    private @Nullable Head head;
    private IntReader number = new IntReader(0);
    private TextReader text = new TextReader(0);

    /** Reads on; whether all of it was there. */
    boolean read(Cursor in) {
        return fixed(in) && compression(in) && numbers(in) && texts(in);
    }

    Head head() {
        return Objects.requireNonNull(head);
    }

    private boolean fixed(Cursor in) {
        while (seen < FIXED && in.more()) {
            fixed[seen] = in.next();
            if (seen < MARK.length && fixed[seen] != MARK[seen]) {
                throw new NotUnderstood("this is no archive of pg_dump");
            }
            seen++;
        }
        if (seen == FIXED && head == null) {
            begin();
        }
        return seen == FIXED;
    }

    private void begin() {
        var at = MARK.length;
        if (fixed[at] != 1 || fixed[at + 5] != CUSTOM) {
            throw new NotUnderstood("only archives of format custom are known");
        }
        head = new Head(fixed[at + 1], fixed[at + 3], fixed[at + 4]);
        number = new IntReader(head.intSize());
        text = new TextReader(head.intSize());
    }

    private boolean compression(Cursor in) {
        if (unpacked || !in.more()) {
            return unpacked;
        }
        if (head().withAlgorithm()) {
            packed(in.next());
        } else if (number.read(in)) {
            packed(number.value());
        }
        return unpacked;
    }

    private void packed(long word) {
        if (word != 0) {
            throw new NotUnderstood("the archive is compressed inside");
        }
        unpacked = true;
    }

    private boolean numbers(Cursor in) {
        while (numbers > 0 && number.read(in)) {
            numbers--;
        }
        return numbers == 0;
    }

    private boolean texts(Cursor in) {
        while (texts > 0 && text.read(in)) {
            texts--;
        }
        return texts == 0;
    }
}
