package io.pgbelay.archive;

import com.dynatrace.hash4j.hashing.HashStream64;
import com.dynatrace.hash4j.hashing.Hashing;

/** Large objects, counted and hashed: the hash of each is seeded with its OID, and all are added up. */
public final class LargeObjectSum {
    private final boolean hashed;
    private HashStream64 current = Hashing.xxh3_64().hashStream();
    private long count;
    private long checksum;

    /**
     * Nothing seen yet.
     *
     * @param hashed whether they are more than counted
     */
    public LargeObjectSum(boolean hashed) {
        this.hashed = hashed;
    }

    /** One begins. */
    public void begin(long oid) {
        if (hashed) {
            current = Hashing.xxh3_64(oid).hashStream();
        }
    }

    /** Bytes of it. */
    public void accept(byte[] buffer, int offset, int length) {
        if (hashed) {
            current.putBytes(buffer, offset, length);
        }
    }

    /** It is whole. */
    public void end() {
        count++;
        checksum += hashed ? current.getAsLong() : 0;
    }

    /** All that were whole. */
    public Contents.LargeObjects sum() {
        return new Contents.LargeObjects(count, checksum);
    }
}
