package io.pgbelay.postgres;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What follows a database's OID and not its name: a swap leaves all of it with the old one. A subscriber fails, its slot
 * pins write-ahead log, and dropping the old database drops the slot in silence.
 */
public final class ReplicationTies {
    private ReplicationTies() {}

    /**
     * Their names.
     *
     * @param outside on another database of the server
     * @param inside on the database itself
     */
    public static List<String> of(Session outside, Session inside, long oid) throws SQLException {
        var names = new ArrayList<String>();
        names.addAll(outside.texts(
                "SELECT s.slot_name FROM pg_replication_slots s JOIN pg_database d ON d.datname = s.database"
                        + " WHERE d.oid = ? ORDER BY 1",
                oid));
        names.addAll(outside.texts("SELECT subname FROM pg_subscription WHERE subdbid = ? ORDER BY 1", oid));
        names.addAll(inside.texts("SELECT pubname FROM pg_publication ORDER BY 1"));
        names.addAll(inside.texts(
                "SELECT extname FROM pg_extension WHERE extname IN ('pg_cron', 'timescaledb') ORDER BY 1"));
        return names;
    }
}
