package io.pgbelay.postgres;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * How large the rows of a dump are, table by table.
 *
 * @param leaves tables whose rows may be dumped apart, the largest first
 * @param rest bytes of everything else: large objects, and what extensions say is to be dumped
 */
public record TableSizes(List<Leaf> leaves, long rest) {
    private static final String PATTERN = "'\"' || replace(%1$s.nspname, '\"', '\"\"') || '\".\"'"
            + " || replace(%2$s.relname, '\"', '\"\"') || '\"'";

    /** pg_dump takes the sequences of a table along with its rows, whatever else it is told. */
    private static final String LEAVES = "SELECT " + PATTERN.formatted("n", "c")
            + ", pg_table_size(c.oid), EXISTS (SELECT FROM pg_depend d"
            + " WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'),"
            + " ARRAY(SELECT " + PATTERN.formatted("m", "s") + """
               FROM pg_depend d JOIN pg_class s ON s.oid = d.objid JOIN pg_namespace m ON m.oid = s.relnamespace
               WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid
                 AND d.deptype IN ('a', 'i') AND s.relkind = 'S' ORDER BY 1)
            """;

    public TableSizes {
        leaves = List.copyOf(leaves);
    }

    /**
     * A table with rows of its own.
     *
     * @param pattern by which pg_dump means this one alone
     * @param sequences that belong to its columns, as such patterns
     */
    public record Leaf(String pattern, List<String> sequences, long bytes) {
        public Leaf {
            sequences = List.copyOf(sequences);
        }
    }

    private record Found(Leaf leaf, boolean ofExtension) {}

    /** Looks at the database that the session is connected to. */
    public static TableSizes of(Session session, Selection selection) throws SQLException {
        var leaves = new ArrayList<Leaf>();
        var rest = session.number("SELECT pg_table_size('pg_catalog.pg_largeobject')");
        for (var found : session.rows(
                LEAVES + selection.rows() + " ORDER BY 2 DESC, 1",
                row -> new Found(
                        new Leaf(
                                row.getString(1),
                                List.of((String[]) row.getArray(4).getArray()),
                                row.getLong(2)),
                        row.getBoolean(3)))) {
            if (found.ofExtension()) {
                rest += found.leaf().bytes();
            } else {
                leaves.add(found.leaf());
            }
        }
        return new TableSizes(leaves, rest);
    }

    /** The part of the largest table in all bytes, in percent: no further stream would divide it. */
    public int largestShare() {
        var all = rest + leaves.stream().mapToLong(Leaf::bytes).sum();
        var largest = leaves.stream().mapToLong(Leaf::bytes).max().orElse(0);
        return all == 0 ? 0 : (int) Math.round(100.0 * largest / all);
    }
}
