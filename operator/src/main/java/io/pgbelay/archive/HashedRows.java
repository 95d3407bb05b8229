package io.pgbelay.archive;

import com.dynatrace.hash4j.hashing.HashStream64;
import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are counted and hashed so that neither their order nor that of the columns matters: the hash of a field is
 * seeded with its column's name, those of a row are added up and hashed again, those of a table are added up.
 */
public final class HashedRows implements Rows {
    private static final Hasher64 PLAIN = Hashing.xxh3_64();
    private static final int CARRIED = 4096;

    private final Hasher64[] columns;
    // The beginning of a field that is cut at the end of a buffer; a long one is hashed as it comes.
    private final byte[] carry = new byte[CARRIED];
    private int carried;
    private @Nullable HashStream64 longField;

    private int column;
    private long row;
    private long count;
    private long checksum;
    private boolean ended;

    /** Rows with fields of these columns, in this order. */
    public HashedRows(List<String> columns) {
        this.columns = columns.stream().map(HashedRows::seeded).toArray(Hasher64[]::new);
    }

    private static Hasher64 seeded(String name) {
        return Hashing.xxh3_64(PLAIN.hashBytesToLong(name.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void accept(byte[] buffer, int offset, int length) {
        var end = offset + length;
        var at = offset;
        while (at < end && !ended) {
            var stop = Delimiters.field(buffer, at, end);
            if (stop == end) {
                carry(buffer, at, end);
                return;
            }
            field(buffer, at, stop);
            if (buffer[stop] == '\n') {
                row();
            }
            at = stop + 1;
        }
    }

    private void field(byte[] buffer, int from, int to) {
        if (carried == 0 && longField == null) {
            whole(buffer, from, to);
        } else {
            carry(buffer, from, to);
            joined();
        }
        column++;
    }

    private void whole(byte[] buffer, int from, int to) {
        ended = column == 0 && to - from == 2 && buffer[from] == '\\' && buffer[from + 1] == '.';
        if (column < columns.length) {
            row += columns[column].hashBytesToLong(buffer, from, to - from);
        } else if (to > from && !ended) {
            throw new NotUnderstood("a row has more fields than its table has columns");
        }
    }

    private void carry(byte[] buffer, int from, int to) {
        var length = to - from;
        if (longField == null && carried + length <= CARRIED) {
            System.arraycopy(buffer, from, carry, carried, length);
            carried += length;
            return;
        }
        if (longField == null) {
            longField = hasher().hashStream().putBytes(carry, 0, carried);
        }
        longField.putBytes(buffer, from, length);
    }

    private Hasher64 hasher() {
        if (column >= columns.length) {
            throw new NotUnderstood("a row has more fields than its table has columns");
        }
        return columns[column];
    }

    private void joined() {
        if (longField == null) {
            whole(carry, 0, carried);
        } else {
            row += longField.getAsLong();
        }
        longField = null;
        carried = 0;
    }

    private void row() {
        if (!ended) {
            complete();
        }
        column = 0;
        row = 0;
    }

    private void complete() {
        if (column != Math.max(1, columns.length)) {
            throw new NotUnderstood("a row has fewer fields than its table has columns");
        }
        count++;
        checksum += PLAIN.hashLongToLong(row);
    }

    @Override
    public long count() {
        return count;
    }

    @Override
    public long checksum() {
        return checksum;
    }
}
