package io.pgbelay.postgres;

import io.pgbelay.api.Dump;
import io.pgbelay.archive.HashedRows;
import io.pgbelay.archive.Rows;
import io.pgbelay.contract.Fingerprint;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the rows of a database as pg_dump does, so that they can be compared with what a dump held. */
public final class TableReading {
    /** A UTF8 client of a SQL_ASCII database gets the bytes as they are. */
    private static final Set<String> AS_THEY_ARE = Set.of("UTF8", "SQL_ASCII");

    private static final String LEAVES = """
            SELECT c.oid, format('%I.%I', n.nspname, c.relname), quote_ident(pg_get_userbyid(c.relowner)),
              has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')
            FROM pg_class r JOIN pg_namespace rn ON rn.oid = r.relnamespace
            CROSS JOIN LATERAL (SELECT relid::oid AS oid FROM pg_partition_tree(r.oid)
              UNION SELECT r.oid WHERE r.relkind = 'r') leaf
            JOIN pg_class c ON c.oid = leaf.oid AND c.relkind = 'r' JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE rn.nspname = ? AND r.relname = ? AND r.relkind IN ('r', 'p')""";

    private static final String COLUMNS = """
            SELECT attname FROM pg_attribute
            WHERE attrelid = ? AND attnum > 0 AND NOT attisdropped AND attgenerated = ''""";

    private static final String EXISTS = """
            SELECT EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
              WHERE n.nspname = ? AND c.relname = ? AND c.relkind IN ('r', 'p'))""";

    private final Session session;
    private final Fingerprint recorded;
    private final boolean hashed;
    private final Runnable alive;

    private TableReading(Session session, Fingerprint recorded, Runnable alive) {
        this.session = session;
        this.recorded = recorded;
        this.hashed = recorded.level() == Dump.Fingerprint.Checksums;
        this.alive = alive;
    }

    /**
     * Makes the session write rows as the dump has them.
     *
     * @param alive is told again and again that rows come
     */
    public static TableReading like(Session session, Fingerprint recorded, Runnable alive) throws SQLException {
        session.run("""
                SET row_security = off; SET search_path = ''; SET TimeZone = 'UTC'; SET DateStyle = 'ISO';
                SET IntervalStyle = 'postgres'; SET extra_float_digits = 3; SET bytea_output = 'hex';
                SET synchronize_seqscans = off""");
        amountsLike(session, recorded.lcMonetary());
        return new TableReading(session, recorded, alive);
    }

    /** Where this server lacks the locale, amounts of money may come out as different, and are told as such. */
    private static void amountsLike(Session session, String locale) throws SQLException {
        try {
            session.run("SET lc_monetary = " + Sql.text(locale));
        } catch (SQLException e) {
            if (!"22023".equals(e.getSQLState())) {
                throw e;
            }
        }
    }

    private record Leaf(long oid, String name, String owner, boolean readable) {}

    /** What a table and its partitions hold; its checksum is 0 where rows are only counted. */
    public record Sum(long rows, long checksum) {}

    /** Whether there is such a table. */
    public boolean exists(String schema, String name) throws SQLException {
        return session.truth(EXISTS, schema, name);
    }

    /** Reads all rows of a table. */
    public Sum read(String schema, String name) throws SQLException {
        var rows = 0L;
        var checksum = 0L;
        for (var leaf : leaves(schema, name)) {
            var sum = asAReader(leaf);
            rows += sum.rows();
            checksum += sum.checksum();
        }
        return new Sum(rows, checksum);
    }

    private List<Leaf> leaves(String schema, String name) throws SQLException {
        return session.rows(
                LEAVES,
                row -> new Leaf(row.getLong(1), row.getString(2), row.getString(3), row.getBoolean(4)),
                schema,
                name);
    }

    /** Who may make others the owner of a table may not be one who reads it, but may become the owner. */
    private Sum asAReader(Leaf leaf) throws SQLException {
        if (leaf.readable()) {
            return sum(leaf);
        }
        session.run("SET ROLE " + leaf.owner());
        try {
            return sum(leaf);
        } finally {
            session.run("RESET ROLE");
        }
    }

    private Sum sum(Leaf leaf) throws SQLException {
        if (!hashed) {
            alive.run();
            return new Sum(session.number("SELECT count(*) FROM ONLY " + leaf.name()), 0);
        }
        var columns = session.texts(COLUMNS, leaf.oid());
        var rows = new HashedRows(columns);
        encoded(recorded.encoding());
        copy(leaf, columns, rows);
        encoded("UTF8");
        return new Sum(rows.count(), rows.checksum());
    }

    private void copy(Leaf leaf, List<String> columns, Rows rows) throws SQLException {
        var list = columns.isEmpty() ? "" : columns.stream().map(Sql::name).collect(Collectors.joining(", ", "(", ")"));
        session.copyOut("COPY %s %s TO STDOUT".formatted(leaf.name(), list), row -> {
            rows.accept(row, 0, row.length);
            alive.run();
        });
    }

    private void encoded(String encoding) throws SQLException {
        if (!AS_THEY_ARE.contains(recorded.encoding())) {
            session.run("SET client_encoding = " + Sql.text(encoding));
        }
    }
}
