package io.pgbelay.worker.restore;

import java.nio.charset.StandardCharsets;

/**
 * Under which name a database is built. Postgres cuts names at 63 bytes with a mere notice, and two that are cut to the
 * same would be one: so the base is cut here, between characters, and the request's own mark comes after it.
 */
final class BuildName {
    private static final int BASE = 40;
    private static final int LONGEST = 63;

    private BuildName() {}

    static String of(String database, String uid8) {
        return fitting(cut(database) + "_belay_" + uid8);
    }

    /** Under which name the database is kept that a swap has put aside. */
    static String kept(String database, String uid8) {
        return fitting(cut(database) + "_before_" + uid8);
    }

    private static String fitting(String name) {
        if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            throw new IllegalStateException("a name that Postgres would cut: " + name);
        }
        return name;
    }

    private static String cut(String database) {
        var end = database.length();
        while (database.substring(0, end).getBytes(StandardCharsets.UTF_8).length > BASE) {
            end = database.offsetByCodePoints(end, -1);
        }
        return database.substring(0, end);
    }
}
