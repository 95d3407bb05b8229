package io.pgbelay.contract;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a database says whose it is: the last word of its comment. Before anything is dropped or renamed, OID and mark must
 * both be the expected ones.
 */
public final class Mark {
    private static final Pattern OURS = Pattern.compile("(^| )pgbelay(-old)?:[0-9A-Za-z-]+$");

    private Mark() {}

    /** Of the database that a request made. */
    public static String made(String uid) {
        return "pgbelay:" + uid;
    }

    /** Of the database that a request put aside. */
    public static String replaced(String uid) {
        return "pgbelay-old:" + uid;
    }

    /** A comment with a mark after it. */
    public static String onto(@Nullable String comment, String mark) {
        return comment == null || comment.isBlank() ? mark : comment + " " + mark;
    }

    /** A comment without any mark of ours; absent where nothing is left. */
    public static @Nullable String without(@Nullable String comment) {
        if (comment == null) {
            return null;
        }
        var rest = comment;
        for (var found = OURS.matcher(rest); found.find(); found = OURS.matcher(rest)) {
            rest = rest.substring(0, found.start());
        }
        return rest.isEmpty() ? null : rest;
    }

    /** A comment without this one mark; absent where nothing is left. */
    public static @Nullable String without(@Nullable String comment, String mark) {
        if (comment == null || !comment.endsWith(mark)) {
            return comment;
        }
        var rest = comment.substring(0, comment.length() - mark.length());
        return rest.isBlank() ? null : rest.substring(0, rest.length() - 1);
    }
}
