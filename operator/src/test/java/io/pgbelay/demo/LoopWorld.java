package io.pgbelay.demo;

import io.pgbelay.rig.SharedClasses;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One world for all tests of the loop in a run: they share the control plane and the operator, and each has a namespace
 * and a database of its own. The pauses are short, so that failures end soon; so are the JVMs' starts.
 */
public final class LoopWorld {
    private static final Map<String, String> SHORT_PAUSES = Map.of(
            "PGBELAY_POD_START_GRACE_SECONDS",
            "6",
            "PGBELAY_RETRY_DELAY_SECONDS",
            "1",
            "PGBELAY_PROGRESS_INTERVAL_SECONDS",
            "1",
            "PGBELAY_MAX_RUNNING_PER_SERVER",
            "0",
            SharedClasses.VARIABLE,
            SharedClasses.forOperators());

    private static @Nullable World world;

    private LoopWorld() {}

    /** The world, started when it is asked for first, ended with the JVM. */
    public static synchronized World get() {
        if (world == null) {
            var started = World.start(
                    System.err::println, SHORT_PAUSES, Map.of(SharedClasses.VARIABLE, SharedClasses.forWorkers()));
            SharedClasses.ask(started.operator().pid());
            // A JVM that was asked for it may crash later: JDK 25.
            started.operator().kill();
            started.operator().start();
            Runtime.getRuntime().addShutdownHook(new Thread(started::close));
            world = started;
        }
        return world;
    }

    /** Another operator of this world, not started yet, that speaks to its API server through somebody else. */
    public static OperatorUnderTest through(String name, String url) {
        return get().through(name, url, SHORT_PAUSES);
    }
}
