package io.pgbelay.worker.restore;

import io.pgbelay.contract.RequestId;

/** What the locks of a restore are called: whoever looks afterwards has to mean the same one. */
final class FenceName {
    private FenceName() {}

    /** Held by whoever works for this request. */
    static String of(RequestId request) {
        return "restore " + request.uid();
    }

    /** Held by the transaction that overwrites for this request, to its end. */
    static String ofTransaction(RequestId request) {
        return "overwrite " + request.uid();
    }

    /** Held by whoever replaces this database, or what it holds. */
    static String replacing(String database) {
        return "swap " + database;
    }
}
