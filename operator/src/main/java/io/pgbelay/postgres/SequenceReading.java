package io.pgbelay.postgres;

import io.pgbelay.contract.Fingerprint;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a sequence stands, and how far the column goes that it belongs to. */
public final class SequenceReading {
    private static final String FIND = """
            SELECT format('%I.%I', n.nspname, c.relname), s.seqincrement,
              quote_ident(tn.nspname) || '.' || quote_ident(t.relname), quote_ident(a.attname)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_sequence s ON s.seqrelid = c.oid
            LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i')
              AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0
            LEFT JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
              AND a.atttypid IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype)
            LEFT JOIN pg_class t ON t.oid = a.attrelid LEFT JOIN pg_namespace tn ON tn.oid = t.relnamespace
            WHERE n.nspname = ? AND c.relname = ?""";

    private SequenceReading() {}

    /**
     * Where it stands.
     *
     * @param furthest the greatest (for a descending one, the least) value of the column that it belongs to
     */
    public record Standing(
            long value,
            boolean called,
            boolean ascending,
            @Nullable Long furthest) {
        /** Whether a value was given out before this one would be. */
        public boolean behind(long other) {
            return ascending ? value < other : value > other;
        }

        /** Whether it would give out what the dump knew as given out. */
        public boolean behind(Fingerprint.Sequence recorded) {
            return behind(recorded.value()) || (value == recorded.value() && recorded.called() && !called);
        }

        /** Whether it would give out what stands in its column already. */
        public boolean behindItsColumn() {
            return furthest != null && (behind(furthest) || (value == furthest && !called));
        }
    }

    private record Found(
            String name,
            boolean ascending,
            @Nullable String table,
            @Nullable String column) {}

    /** Where a sequence stands; empty where there is none. */
    public static Optional<Standing> read(Session session, String schema, String name) throws SQLException {
        var found = session.rows(
                FIND,
                row -> new Found(row.getString(1), row.getLong(2) > 0, row.getString(3), row.getString(4)),
                schema,
                name);
        return found.isEmpty() ? Optional.empty() : Optional.of(standing(session, found.getFirst()));
    }

    private static Standing standing(Session session, Found found) throws SQLException {
        var furthest = furthest(session, found);
        return session.row(
                "SELECT last_value, is_called FROM " + found.name(),
                row -> new Standing(row.getLong(1), row.getBoolean(2), found.ascending(), furthest));
    }

    private static @Nullable Long furthest(Session session, Found found) throws SQLException {
        if (found.table() == null || found.column() == null) {
            return null;
        }
        var sql = "SELECT %s(%s)::text FROM %s"
                .formatted(found.ascending() ? "max" : "min", found.column(), found.table());
        var text =
                session.rows(sql, row -> Optional.ofNullable(row.getString(1))).getFirst();
        return text.map(Long::valueOf).orElse(null);
    }
}
