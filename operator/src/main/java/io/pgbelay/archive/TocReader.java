package io.pgbelay.archive;

import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Reads the table of contents, entry by entry. */
final class TocReader {
    private final int offsetSize;
    private final Function<TocEntry, Charset> found;
    private final List<TocField> fields;
    private final IntReader number;
    private final TextReader text;
    private final Map<TocField, Long> numbers = new EnumMap<>(TocField.class);
    private final Map<TocField, String> texts = new EnumMap<>(TocField.class);
    private Charset charset = StandardCharsets.UTF_8;
    private long entries = -1;
    private int at;
    private int offset;
    private long hash;

    /**
     * Nothing read yet.
     *
     * @param found takes an entry and says in which encoding the next ones are: one of the first tells it
     */
    TocReader(Head head, Function<TocEntry, Charset> found) {
        this.offsetSize = head.offsetSize();
        this.found = found;
        this.fields = TocField.of(head);
        this.number = new IntReader(head.intSize());
        this.text = new TextReader(head.intSize());
    }

    /** Reads on; whether all of it was there. */
    boolean read(Cursor in) {
        if (entries < 0 && number.read(in)) {
            entries = number.value();
        }
        while (entries > 0 && take(fields.get(at), in)) {
            next();
        }
        return entries == 0;
    }

    private boolean take(TocField field, Cursor in) {
        return switch (field.form()) {
            case NUMBER -> number(field, in);
            case TEXT -> text(field, in);
            case OFFSET -> offset(in);
        };
    }

    private boolean number(TocField field, Cursor in) {
        var whole = number.read(in);
        numbers.put(field, number.value());
        return whole;
    }

    private boolean text(TocField field, Cursor in) {
        if (!text.read(in)) {
            return false;
        }
        texts.put(field, text.text(charset));
        if (field.seed() != 0) {
            hash += Hashing.xxh3_64(field.seed()).hashLongToLong(text.hash());
        }
        return true;
    }

    private boolean offset(Cursor in) {
        var size = 1 + offsetSize;
        offset += in.skip(size - offset);
        if (offset < size) {
            return false;
        }
        offset = 0;
        return true;
    }

    /** Dependencies go on until one is absent. */
    private void next() {
        var field = fields.get(at);
        if (field == TocField.OFFSET) {
            entry();
        }
        if (field != TocField.DEPENDENCY || text.absent()) {
            at = (at + 1) % fields.size();
        }
    }

    private void entry() {
        charset = found.apply(new TocEntry(
                value(TocField.ID),
                value(TocField.DATA) != 0,
                Long.parseLong(words(TocField.OID)),
                words(TocField.KIND),
                words(TocField.SCHEMA),
                words(TocField.NAME),
                words(TocField.DEFINITION),
                words(TocField.COPY),
                Hashing.xxh3_64().hashLongToLong(hash)));
        hash = 0;
        entries--;
    }

    private long value(TocField field) {
        return Objects.requireNonNull(numbers.get(field));
    }

    private String words(TocField field) {
        return Objects.requireNonNull(texts.get(field));
    }
}
