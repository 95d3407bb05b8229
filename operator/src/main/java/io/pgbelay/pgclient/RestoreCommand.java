package io.pgbelay.pgclient;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** pg_restore's arguments. The archive comes by stdin. */
public final class RestoreCommand {
    private RestoreCommand() {}

    /** Reads all of an archive and makes nothing of it. */
    public static List<String> decode() {
        return List.of("pg_restore", "--file=/dev/null");
    }

    /**
     * As a script on stdout, for a transaction: of its own accord pg_restore puts BEGIN and COMMIT around the large objects, and
     * told of a single transaction around all.
     */
    public static List<String> script(@Nullable String owner, boolean privileges) {
        var words = new ArrayList<>(List.of("pg_restore", "--no-subscriptions", "--single-transaction", "--file=-"));
        return asked(words, owner, privileges);
    }

    /**
     * The same for what a list names alone.
     *
     * @param list path of a file in a folder that the tool sees
     */
    public static List<String> listed(List<String> command, String list) {
        return with(command, "--use-list=" + list);
    }

    /** The same for a part of an archive. */
    public static List<String> part(List<String> command, Section section) {
        return with(command, "--section=" + section.word);
    }

    private static List<String> with(List<String> command, String word) {
        var words = new ArrayList<>(command);
        words.add(word);
        return List.copyOf(words);
    }

    /**
     * Into a database. A restored subscription would take the replication slot of the one it was copied from.
     *
     * @param owner the role that owns everything; absent: the owners of the backup
     * @param privileges whether grants come back
     */
    public static List<String> into(String conninfo, @Nullable String owner, boolean privileges) {
        var words = new ArrayList<>(List.of(
                "pg_restore", "--exit-on-error", "--no-password", "--no-subscriptions", "--dbname=" + conninfo));
        return asked(words, owner, privileges);
    }

    /** A part of an archive. */
    public enum Section {
        /** What makes tables. */
        BEFORE_ROWS("pre-data"),
        /** What is made when they are full: indexes, constraints, triggers, materialized views. */
        AFTER_ROWS("post-data");

        private final String word;

        Section(String word) {
            this.word = word;
        }
    }

    /**
     * The same for a part of an archive that lies in a file, by several connections at once.
     *
     * @param into the command for all of an archive that comes by stdin
     * @param file in a folder that the tool sees
     */
    public static List<String> part(List<String> into, Section section, int jobs, String file) {
        var words = new ArrayList<>(into);
        words.addAll(List.of("--section=" + section.word, "--jobs=" + jobs, file));
        return List.copyOf(words);
    }

    /**
     * The same for all of a directory.
     *
     * @param folder that the tool sees
     */
    public static List<String> folder(List<String> into, int jobs, String folder) {
        var words = new ArrayList<>(into);
        words.addAll(List.of("--jobs=" + jobs, folder));
        return List.copyOf(words);
    }

    private static List<String> asked(List<String> words, @Nullable String owner, boolean privileges) {
        if (owner != null) {
            words.addAll(List.of("--no-owner", "--role=" + owner));
        }
        if (!privileges) {
            words.add("--no-privileges");
        }
        return List.copyOf(words);
    }
}
