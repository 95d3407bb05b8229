package io.pgbelay.bench;

import io.pgbelay.playground.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Runs programs and finds out what they cost, by the kernel's own counts. */
final class Meter {
    /** The shell has waited for all that was begun below it, and tells how long that worked. */
    private static final String TIMED = "\"$@\"; code=$?; times >\"$BENCH_TIMES\"; exit $code";

    private static final Pattern TIME = Pattern.compile("(\\d+)m([\\d.]+)s");
    private static final long LOOK_MILLIS = 50;
    private static final int LAST_WORDS = 2_000;

    private final ProcessHandle server;
    private final ProcessHandle store = ProcessHandle.current();

    /** For contenders that work with this server. */
    Meter(PostgresServer postgres) {
        var pid = postgres.psql("postgres", "select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)");
        this.server = ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
    }

    /**
     * Runs it to its good end.
     *
     * @param folder where it works, and where its words go, into {@code log}
     * @param beside other processes that work for it; they are there already, and stay
     */
    Cost run(List<String> command, Map<String, String> env, Path folder, List<ProcessHandle> beside)
            throws IOException, InterruptedException {
        var before = new Counts(cpu(beside), Kernel.cpuSeconds(server), Kernel.own(store));
        var process = builder(command, env, folder);
        var begun = System.nanoTime();
        var started = process.start();
        started.getOutputStream().close();
        double together = 0;
        double mover = 0;
        while (!started.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            together = Math.max(together, Kernel.residentMiB(started.toHandle()) + resident(beside));
            mover = Math.max(mover, Kernel.mostOfJvmsMiB(started.toHandle()));
        }
        var wall = (System.nanoTime() - begun) / 1e9;
        var after = new Counts(cpu(beside), Kernel.cpuSeconds(server), Kernel.own(store));
        if (started.exitValue() != 0) {
            throw new IllegalStateException(command + " ended with " + started.exitValue() + ":\n" + lastWords(folder));
        }
        return new Cost(
                wall,
                times(folder) + after.beside - before.beside,
                after.server - before.server,
                after.store - before.store,
                together,
                mover,
                0);
    }

    private record Counts(double beside, double server, double store) {}

    private static ProcessBuilder builder(List<String> command, Map<String, String> env, Path folder) {
        var words = new ArrayList<>(List.of("sh", "-c", TIMED, "sh"));
        words.addAll(command);
        var builder = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        builder.environment().putAll(env);
        builder.environment().put("BENCH_TIMES", folder.resolve("times").toString());
        return builder;
    }

    private static double cpu(List<ProcessHandle> processes) {
        return processes.stream().mapToDouble(Kernel::cpuSeconds).sum();
    }

    private static double resident(List<ProcessHandle> processes) {
        return processes.stream().mapToDouble(Kernel::residentMiB).sum();
    }

    /** User and system time of the shell, and of all below it. */
    private static double times(Path folder) throws IOException {
        return TIME.matcher(Files.readString(folder.resolve("times")))
                .results()
                .mapToDouble(time -> 60 * Double.parseDouble(time.group(1)) + Double.parseDouble(time.group(2)))
                .sum();
    }

    private static String lastWords(Path folder) throws IOException {
        var log = Files.readString(folder.resolve("log"));
        return log.substring(Math.max(0, log.length() - LAST_WORDS));
    }
}
