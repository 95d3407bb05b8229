package io.pgbelay.archive;

import com.dynatrace.hash4j.hashing.HashStream64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.charset.Charset;
import java.util.Arrays;

/** A text as pg_dump writes it: its length, then its bytes. Of a very long one only the beginning is kept. */
final class TextReader {
    /** Longer than any COPY statement: 1,600 columns with names of 63 bytes, all of them quotation marks. */
    private static final int LONGEST_KEPT = 1 << 18;

    private static final int UNKNOWN = -2;

    private final IntReader length;
    private byte[] kept = new byte[256];
    private int keptLength;
    private final HashStream64 hash = Hashing.xxh3_64().hashStream();
    private long left = UNKNOWN;
    private boolean absent;

    TextReader(int intSize) {
        this.length = new IntReader(intSize);
    }

    /** Reads on; whether all of it was there. */
    boolean read(Cursor in) {
        if (left == UNKNOWN && !begin(in)) {
            return false;
        }
        if (left > 0) {
            take(in);
        }
        if (left > 0) {
            return false;
        }
        left = UNKNOWN;
        return true;
    }

    private boolean begin(Cursor in) {
        if (!length.read(in)) {
            return false;
        }
        left = Math.max(0, length.value());
        absent = length.value() < 0;
        keptLength = 0;
        hash.reset();
        return true;
    }

    private void take(Cursor in) {
        var from = in.at();
        var count = in.skip(left);
        keep(in.buffer(), from, Math.min(count, LONGEST_KEPT - keptLength));
        hash.putBytes(in.buffer(), from, count);
        left -= count;
    }

    private void keep(byte[] bytes, int from, int count) {
        if (keptLength + count > kept.length) {
            kept = Arrays.copyOf(kept, Math.max(2 * kept.length, keptLength + count));
        }
        System.arraycopy(bytes, from, kept, keptLength, count);
        keptLength += count;
    }

    /** The text; empty where there is none. */
    String text(Charset charset) {
        return new String(kept, 0, keptLength, charset);
    }

    /** Whether no byte of it was left out. */
    boolean whole() {
        return keptLength < LONGEST_KEPT;
    }

    /** Whether there was none, which is something else than an empty one. */
    boolean absent() {
        return absent;
    }

    /** XXH3 of all of it. */
    long hash() {
        return hash.getAsLong();
    }
}
