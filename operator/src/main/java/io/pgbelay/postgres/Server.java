package io.pgbelay.postgres;

import static java.util.Objects.requireNonNullElse;

import io.pgbelay.contract.PodEnv;
import io.pgbelay.contract.ServerAddress;
import java.net.InetAddress;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A server and who we are there. All connections go to the one address that answered first: behind one name may stand
 * several servers, and a snapshot is known to one of them.
 */
public final class Server {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    // Whatever the role's own settings say: a session of ours ends when we say so, and calls what it means to call.
    private static final String OPTIONS = "-c statement_timeout=0 -c lock_timeout=0"
            + " -c idle_in_transaction_session_timeout=0 -c search_path=pg_catalog -c client_min_messages=error";

    // The driver logs what it throws as well, once for each try.
    private static final Logger DRIVER = Logger.getLogger("org.postgresql");

    static {
        DRIVER.setLevel(Level.OFF);
    }

    private final ServerAddress address;
    private final InetAddress pinned;
    private final Map<String, String> env;
    private int major;

    private Server(ServerAddress address, InetAddress pinned, Map<String, String> env) {
        this.address = address;
        this.pinned = pinned;
        this.env = env;
    }

    /**
     * Finds the server.
     *
     * @param env where the role and its password stand, see {@link PodEnv}
     */
    public static Server find(ServerAddress address, Map<String, String> env) throws InterruptedException {
        return new Server(address, Reach.find(address.host(), address.port()), env);
    }

    /** Connects to a database. Waits a while for a server that is just starting. */
    public Session open(String database, String purpose) throws InterruptedException {
        var until = System.nanoTime() + Reach.PATIENCE.toNanos();
        while (true) {
            try {
                return opened(database, purpose);
            } catch (SQLException e) {
                if (!SqlTroubles.passing(e) || System.nanoTime() > until) {
                    throw SqlTroubles.connecting(e, this + "/" + database);
                }
            }
            Thread.sleep(Reach.PAUSE);
        }
    }

    private Session opened(String database, String purpose) throws SQLException {
        var session = connect(database, purpose);
        if (major == 0) {
            // Only now is known which timeouts this server has.
            major = session.major();
            session.close();
            session = connect(database, purpose);
        }
        return session.patience(PATIENCE);
    }

    private Session connect(String database, String purpose) throws SQLException {
        var url = "jdbc:postgresql://%s:%d/%s".formatted(urlHost(), address.port(), percent(database));
        return new Session(DriverManager.getConnection(url, properties(purpose)));
    }

    private Properties properties(String purpose) {
        var properties = new Properties();
        properties.setProperty("user", user());
        properties.setProperty("password", requireNonNullElse(env.get(PodEnv.PG_PASSWORD), ""));
        properties.setProperty("ApplicationName", "pgbelay " + purpose);
        properties.setProperty("sslmode", address.sslMode().word());
        properties.setProperty("options", OPTIONS + laterTimeouts());
        // Statements go as they stand: a prepared LOCK TABLE could take a snapshot first.
        properties.setProperty("preferQueryMode", "simple");
        // Rows of a dump are compared byte for byte, in whatever encoding it has.
        properties.setProperty("allowEncodingChanges", "true");
        properties.setProperty("gssEncMode", "disable");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("loginTimeout", "30");
        properties.setProperty("socketFactory", PinnedSockets.class.getName());
        properties.setProperty("socketFactoryArg", pinned.getHostAddress());
        var authority = env.get(PodEnv.PG_ROOT_CERT);
        if (authority != null) {
            properties.setProperty("sslrootcert", authority);
        }
        return properties;
    }

    private String laterTimeouts() {
        return (major >= 14 ? " -c idle_session_timeout=0" : "") + (major >= 17 ? " -c transaction_timeout=0" : "");
    }

    /** The role that we are. */
    public String user() {
        return requireNonNullElse(env.get(PodEnv.PG_USER), "postgres");
    }

    /** Where the server is, as the order names it. */
    public ServerAddress address() {
        return address;
    }

    /** The one address that is used. */
    public String pinned() {
        return pinned.getHostAddress();
    }

    private String urlHost() {
        return address.host().indexOf(':') < 0 ? address.host() : "[" + address.host() + "]";
    }

    private static String percent(String database) {
        return java.net.URLEncoder.encode(database, java.nio.charset.StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return urlHost() + ":" + address.port();
    }
}
