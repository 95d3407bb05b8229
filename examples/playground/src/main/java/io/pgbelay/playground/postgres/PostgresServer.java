package io.pgbelay.playground.postgres;

import io.pgbelay.playground.process.Household;
import io.pgbelay.playground.process.Launch;
import io.pgbelay.playground.process.Owned;
import io.pgbelay.playground.process.Pause;
import io.pgbelay.playground.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Postgres server of our own: it can be stopped, killed and started again, and goes with the playground. */
public final class PostgresServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int STARTS = 3;

    private final Household household;
    private final PostgresBinaries binaries;
    private final DataDirectory data;
    private final Psql psql;
    private int port;
    private @Nullable Owned postmaster;

    private PostgresServer(Household household, PostgresBinaries binaries, DataDirectory data) {
        this.household = household;
        this.binaries = binaries;
        this.data = data;
        this.port = Ports.free();
        this.psql = new Psql(binaries, this);
    }

    /**
     * Makes a server in a new data directory and waits until it answers.
     *
     * @param fsync whether it survives a power cut; without, it is faster and still survives being killed
     */
    public static PostgresServer start(Household household, PostgresBinaries binaries, boolean fsync) {
        DataDirectory data = DataDirectory.create(household, binaries, fsync);
        PostgresServer server = new PostgresServer(household, binaries, data);
        for (int attempt = 1; !server.tryStart(); attempt++) {
            if (attempt == STARTS) {
                throw new IllegalStateException("Postgres does not start:\n" + data.lastWords());
            }
            server.port = Ports.free();
        }
        return server;
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return port;
    }

    /** The superuser. */
    public String user() {
        return DataDirectory.SUPERUSER;
    }

    public String password() {
        return data.password();
    }

    /** Where psql, pg_dump and the rest of this version are. */
    public Path binDir() {
        return binaries.directory();
    }

    public int majorVersion() {
        return data.majorVersion();
    }

    /** Runs SQL by the real psql as the superuser and returns what it prints: bare rows, fields split by {@code |}. */
    public String psql(String database, String sql) {
        return psql.run(database, sql);
    }

    /** Starts it again on the same port after {@link #stop()} or {@link #kill()}. */
    public void start() {
        if (!tryStart()) {
            throw new IllegalStateException("Postgres does not start:\n" + data.lastWords());
        }
    }

    /** Fast shutdown: clients are cut off, all is written. */
    public void stop() {
        if (postmaster != null) {
            postmaster.stop("INT", PATIENCE);
        }
    }

    /** {@code kill -9} to the whole server. */
    public void kill() {
        if (postmaster != null) {
            postmaster.kill();
        }
    }

    public void restart() {
        stop();
        start();
    }

    public boolean alive() {
        return postmaster != null && postmaster.alive();
    }

    /** Ends it for good. */
    @Override
    public void close() {
        if (postmaster != null) {
            postmaster.stop("QUIT", Duration.ofSeconds(10));
        }
    }

    private boolean tryStart() {
        try {
            Launch launch = new Launch(
                            List.of(
                                    binaries.program("postgres").toString(),
                                    "-D",
                                    data.path().toString(),
                                    "-p",
                                    Integer.toString(port)),
                            Map.of("PATH", "/usr/bin:/bin", "LC_ALL", "C.UTF-8"),
                            data.path(),
                            data.log())
                    .asUser(data.owner())
                    .buriedBy("QUIT");
            postmaster = household.start(launch);
            return awaitAnswer(postmaster);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start Postgres", e);
        }
    }

    private boolean awaitAnswer(Owned server) {
        Instant end = Instant.now().plus(PATIENCE);
        while (server.alive() && Instant.now().isBefore(end)) {
            if (psql.answers()) {
                return true;
            }
            Pause.sleep(Duration.ofMillis(30));
        }
        server.kill();
        return false;
    }
}
