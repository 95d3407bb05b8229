package io.pgbelay.archive;

/** Reads the data blocks that follow the table of contents: rows of tables, and large objects. */
final class BlockReader {
    private static final int DATA = 1;
    private static final int LARGE_OBJECTS = 3;

    /** Who wants what is inside. */
    interface Taker {
        /** A table's data begins. */
        void table(long id);

        /** Large objects begin. */
        void largeObjects(long id);

        /** A large object begins. */
        void largeObject(long oid);

        /** Bytes of what has begun. */
        void bytes(byte[] buffer, int offset, int length);

        /** What has begun is whole. */
        void end();
    }

    private enum Place {
        BLOCK,
        ID,
        LARGE_OBJECT,
        LENGTH,
        BYTES
    }

    private final IntReader number;
    private final Taker taker;
    private Place place = Place.BLOCK;
    private boolean largeObjects;
    private long left;

    BlockReader(Head head, Taker taker) {
        this.number = new IntReader(head.intSize());
        this.taker = taker;
    }

    void read(Cursor in) {
        while (in.more()) {
            step(in);
        }
    }

    /** Whether the archive may end here. */
    boolean atAnEnd() {
        return place == Place.BLOCK;
    }

    private void step(Cursor in) {
        switch (place) {
            case BLOCK -> block(in.next());
            case BYTES -> bytes(in);
            case ID, LARGE_OBJECT, LENGTH -> {
                if (number.read(in)) {
                    number(number.value());
                }
            }
        }
    }

    private void block(int kind) {
        if (kind != DATA && kind != LARGE_OBJECTS) {
            throw new NotUnderstood("the archive has a block of the unknown kind " + kind);
        }
        largeObjects = kind == LARGE_OBJECTS;
        place = Place.ID;
    }

    private void number(long value) {
        switch (place) {
            case ID -> begin(value);
            case LARGE_OBJECT -> largeObject(value);
            case LENGTH -> length(value);
            case BLOCK, BYTES -> throw new IllegalStateException("no number is due here");
        }
    }

    private void begin(long id) {
        if (largeObjects) {
            taker.largeObjects(id);
        } else {
            taker.table(id);
        }
        place = largeObjects ? Place.LARGE_OBJECT : Place.LENGTH;
    }

    private void largeObject(long oid) {
        if (oid != 0) {
            taker.largeObject(oid & 0xffff_ffffL);
        }
        place = oid == 0 ? Place.BLOCK : Place.LENGTH;
    }

    private void length(long length) {
        left = length;
        if (length > 0) {
            place = Place.BYTES;
            return;
        }
        taker.end();
        place = largeObjects ? Place.LARGE_OBJECT : Place.BLOCK;
    }

    private void bytes(Cursor in) {
        var from = in.at();
        var count = in.skip(left);
        taker.bytes(in.buffer(), from, count);
        left -= count;
        if (left == 0) {
            place = Place.LENGTH;
        }
    }
}
