package io.pgbelay.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.api.SslMode;
import io.pgbelay.contract.PodEnv;
import io.pgbelay.contract.ServerAddress;
import io.pgbelay.playground.postgres.PostgresServer;
import io.pgbelay.postgres.NameSwap.Named;
import io.pgbelay.rig.BesideTheLoops;
import io.pgbelay.rig.Servers;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * The transaction of a swap is cut off before and after each of its statements, as if the Pod died there: the live name
 * always means one whole database, and it is the old one unless COMMIT was reached.
 */
@BesideTheLoops
class NameSwapTest {
    private static final PostgresServer POSTGRES = Servers.postgres();
    private final String live = Servers.fresh("swap_live");
    private final String coming = Servers.fresh("swap_coming");
    private final AtomicInteger statements = new AtomicInteger();

    /** When the session dies. */
    private record Death(int statement, boolean before) {}

    @Test
    void aSessionThatDiesAtAnyStatementLeavesTheOldOrTheNewOpenAndWhole() throws Exception {
        POSTGRES.psql("postgres", "create database %s; create database %s".formatted(live, coming));
        POSTGRES.psql(live, "create table old (i int)");
        var server = Server.find(
                new ServerAddress(POSTGRES.host(), POSTGRES.port(), SslMode.Prefer, null, "postgres"),
                Map.of(PodEnv.PG_USER, POSTGRES.user(), PodEnv.PG_PASSWORD, POSTGRES.password()));
        var swap = swap();
        var deaths = 0;
        for (int at = 1; ; at++) {
            var reached = died(swap, server, new Death(at, true)) && died(swap, server, new Death(at, false));
            deaths += 2;
            if (!reached) {
                break;
            }
        }
        System.out.println("sessions that died: " + deaths);
        assertThat(deaths).isGreaterThan(30);
        assertThat(table(live)).isEqualTo("new");
        assertThat(open(swap.keptAs())).isFalse();
    }

    private NameSwap swap() {
        POSTGRES.psql(coming, "create table new (i int)");
        return new NameSwap(
                new Named(live, oid(live)),
                live + "_before",
                "pgbelay-old:test",
                new Named(coming, oid(coming)),
                "what it was",
                List.of(
                        "ALTER DATABASE %s SET work_mem TO '7MB'".formatted(live),
                        "ALTER DATABASE %s CONNECTION LIMIT 40".formatted(live),
                        "GRANT CONNECT ON DATABASE %s TO PUBLIC".formatted(live)));
    }

    /** Whether the death came before the COMMIT was carried out. */
    private boolean died(NameSwap swap, Server server, Death death) throws Exception {
        statements.set(0);
        var committed = new AtomicInteger();
        try (var ender = server.open("postgres", "ender");
                var session = new Session(mortal(death, committed))) {
            swap.run(session, ender);
        } catch (SQLException e) {
            assertThat(table(live)).as(death.toString()).isEqualTo(committed.get() > 0 ? "new" : "old");
            assertThat(open(live)).isTrue();
            return committed.get() == 0;
        }
        return false;
    }

    private Connection mortal(Death death, AtomicInteger committed) throws SQLException {
        var real = DriverManager.getConnection(
                "jdbc:postgresql://%s:%d/postgres?preferQueryMode=simple".formatted(POSTGRES.host(), POSTGRES.port()),
                POSTGRES.user(),
                POSTGRES.password());
        var pid = real.unwrap(org.postgresql.PGConnection.class).getBackendPID();
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    var result = call(real, method, arguments);
                    return result instanceof Statement statement
                            ? watched(statement, method.getReturnType(), pid, death, committed)
                            : result;
                });
    }

    private Object watched(Statement real, Class<?> type, int pid, Death death, AtomicInteger committed) {
        return Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (!method.getName().startsWith("execute")) {
                        return call(real, method, arguments);
                    }
                    var mine = statements.incrementAndGet() == death.statement();
                    if (mine && death.before()) {
                        end(pid);
                    }
                    var result = call(real, method, arguments);
                    if (arguments != null && "COMMIT".equals(arguments[0])) {
                        committed.incrementAndGet();
                    }
                    if (mine && !death.before()) {
                        end(pid);
                        throw new SQLException("the answer never came", "08006");
                    }
                    return result;
                });
    }

    private static Object call(Object target, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** kill -9 of the Pod, as the server sees it: the session is gone. */
    private static void end(int pid) {
        POSTGRES.psql("postgres", "select pg_terminate_backend(%d, 10000)".formatted(pid));
    }

    private static long oid(String database) {
        return Long.parseLong(
                POSTGRES.psql("postgres", "select oid from pg_database where datname = '" + database + "'")
                        .strip());
    }

    private static String table(String database) {
        return POSTGRES.psql(database, "select relname from pg_class where relname in ('old', 'new')")
                .strip();
    }

    private static boolean open(String database) {
        return POSTGRES.psql("postgres", "select datallowconn from pg_database where datname = '" + database + "'")
                .contains("t");
    }
}
