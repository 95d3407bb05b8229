package io.pgbelay.worker;

import io.pgbelay.playground.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A client of a database, as an application is one. */
final class Guest implements AutoCloseable {
    private final Connection connection;

    Guest(PostgresServer server, String database) throws SQLException {
        this.connection = DriverManager.getConnection(
                "jdbc:postgresql://%s:%d/%s?loginTimeout=20".formatted(server.host(), server.port(), database),
                server.user(),
                server.password());
    }

    /** The first column of the first row; empty where there is none. */
    String ask(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            var rows = statement.getResultSet();
            return rows.next() ? rows.getString(1) : "";
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
