package io.pgbelay.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;

/**
 * One connection, in autocommit: what is a transaction says {@code BEGIN} itself, so that nothing sneaks in between.
 */
public final class Session implements AutoCloseable {
    private final Connection connection;
    private final int major;

    Session(Connection connection) throws SQLException {
        this.connection = connection;
        this.major = connection.getMetaData().getDatabaseMajorVersion();
    }

    /** What to make of a row of an answer. */
    @FunctionalInterface
    public interface Row<T> {
        /** Reads the row under the cursor. */
        T read(ResultSet row) throws SQLException;
    }

    /** The server's major version. */
    public int major() {
        return major;
    }

    /** The server process that was announced when we connected. */
    long announcedPid() throws SQLException {
        return connection.unwrap(PGConnection.class).getBackendPID();
    }

    /** Ends every wait for an answer after this time, with an error; zero waits for ever. */
    public Session patience(Duration time) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, (int) time.toMillis());
        return this;
    }

    /** Runs statements. */
    public void run(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** All rows of an answer. */
    public <T> List<T> rows(String sql, Row<T> row, Object... parameters) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return read(statement.executeQuery(), row);
        }
    }

    /** The only row of an answer. */
    public <T> T row(String sql, Row<T> row, Object... parameters) throws SQLException {
        return rows(sql, row, parameters).getFirst();
    }

    /** The texts in the first column. */
    public List<String> texts(String sql, Object... parameters) throws SQLException {
        return rows(sql, row -> row.getString(1), parameters);
    }

    /** A number in the only row. */
    public long number(String sql, Object... parameters) throws SQLException {
        return row(sql, row -> row.getLong(1), parameters);
    }

    /** A truth in the only row. */
    public boolean truth(String sql, Object... parameters) throws SQLException {
        return row(sql, row -> row.getBoolean(1), parameters);
    }

    /** Bytes of an answer, as they come. */
    @FunctionalInterface
    public interface Bytes {
        /** Takes a piece. */
        void take(byte[] piece) throws SQLException;
    }

    /** Runs COPY ... TO STDOUT. */
    public void copyOut(String sql, Bytes to) throws SQLException {
        var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(sql);
        try {
            for (var piece = copy.readFromCopy(); piece != null; piece = copy.readFromCopy()) {
                to.take(piece);
            }
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private static <T> List<T> read(ResultSet answer, Row<T> row) throws SQLException {
        var rows = new ArrayList<T>();
        while (answer.next()) {
            rows.add(row.read(answer));
        }
        return rows;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // It is gone either way, and whoever closes has no more questions.
            return;
        }
    }
}
