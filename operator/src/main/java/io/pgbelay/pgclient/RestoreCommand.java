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
     * As a script on stdout, of what a list names, for a transaction: of its own accord pg_restore puts BEGIN and COMMIT around
     * the large objects, and told of a single transaction around all.
     *
     * @param list path of a file in a folder that the tool sees
     */
    public static List<String> script(String list, @Nullable String owner, boolean privileges) {
        var words = new ArrayList<>(
                List.of("pg_restore", "--single-transaction", "--no-subscriptions", "--file=-", "--use-list=" + list));
        return asked(words, owner, privileges);
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
