package io.pgbelay.archive;

/** Rows that are counted and no more. */
public final class CountedRows implements Rows {
    private long count;
    // Of the row that is under way: how long it is, and whether it may become the end mark.
    private long length;
    private boolean mark = true;
    private boolean ended;

    @Override
    public void accept(byte[] buffer, int offset, int length) {
        var end = offset + length;
        var at = offset;
        while (at < end && !ended) {
            var feed = Delimiters.row(buffer, at, end);
            see(buffer, at, feed);
            if (feed < end) {
                row();
            }
            at = feed + 1;
        }
    }

    private void see(byte[] buffer, int from, int to) {
        for (int at = from; at < to && length + at - from < 2; at++) {
            mark &= buffer[at] == (length + at - from == 0 ? '\\' : '.');
        }
        length += to - from;
    }

    private void row() {
        ended = mark && length == 2;
        count += ended ? 0 : 1;
        length = 0;
        mark = true;
    }

    @Override
    public long count() {
        return count;
    }

    @Override
    public long checksum() {
        return 0;
    }
}
