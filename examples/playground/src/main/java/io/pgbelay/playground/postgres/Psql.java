package io.pgbelay.playground.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The real psql, asked as the superuser. */
record Psql(PostgresBinaries binaries, PostgresServer server) {

    String run(String database, String sql) {
        Answer answer = ask(database, sql);
        if (answer.exitCode() != 0) {
            throw new IllegalStateException(
                    "psql " + database + ": " + answer.output().trim());
        }
        return answer.output();
    }

    boolean answers() {
        return ask("postgres", "select 1").exitCode() == 0;
    }

    private Answer ask(String database, String sql) {
        List<String> command = List.of(
                binaries.program("psql").toString(),
                "-X",
                "-q",
                "-A",
                "-t",
                "-v",
                "ON_ERROR_STOP=1",
                "-d",
                database,
                "-f",
                "-");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment());
        try {
            Process process = builder.start();
            Thread.ofVirtual().start(() -> feed(process, sql));
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run psql", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while psql ran", e);
        }
    }

    private Map<String, String> environment() {
        return Map.of(
                "PATH", "/usr/bin:/bin",
                "PGHOST", server.host(),
                "PGPORT", Integer.toString(server.port()),
                "PGUSER", server.user(),
                "PGPASSWORD", server.password(),
                "PGCLIENTENCODING", "UTF8");
    }

    private static void feed(Process process, String sql) {
        try (var in = process.getOutputStream()) {
            in.write(sql.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return; // psql gave up before it read all: its exit code and words say why
        }
    }

    private record Answer(int exitCode, String output) {}
}
