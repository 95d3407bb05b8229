package io.pgbelay.playground.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One playground's directory and processes. The directory's name tells whose it is (pid and start of the JVM), its
 * folder {@code children} holds a file per process; an undertaker, a shell in a session of its own, waits for our end
 * on a pipe and then ends the children and removes the directory. So even {@code kill -9} leaves nothing behind.
 */
public final class Household implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Path directory;
    private final Process undertaker;
    private final Map<Long, Child> children = new ConcurrentHashMap<>();
    private volatile boolean closed;

    private Household(Path directory, Process undertaker) {
        this.directory = directory;
        this.undertaker = undertaker;
    }

    /** Buries what dead playgrounds left below the parent, then makes a new directory there. */
    public static Household open(Path parent) {
        try {
            Files.createDirectories(parent);
            Leftovers.bury(parent);
            Path directory = parent.resolve(name());
            // Postgres runs as another user and must be able to pass through.
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
            Files.createDirectory(directory.resolve("children"));
            return new Household(directory, Undertaker.hire(directory));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a playground's directory in " + parent, e);
        }
    }

    private static String name() {
        long pid = ProcessHandle.current().pid();
        long startTicks = ProcStat.of(pid)
                .orElseThrow(() -> new IllegalStateException("the playground needs /proc, so it runs on Linux only"))
                .startTicks();
        return "playground-%d-%d-%04x"
                .formatted(pid, startTicks, ThreadLocalRandom.current().nextInt(1 << 16));
    }

    public boolean closed() {
        return closed;
    }

    public Path directory() {
        return directory;
    }

    /** A folder of this household, made when it is not there. */
    public Path folder(String name) {
        try {
            return Files.createDirectories(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes a tree inside the household. */
    public void remove(Path tree) {
        Leftovers.delete(tree);
    }

    /** Starts a process in a session of its own and writes it down. */
    public synchronized Owned start(Launch launch) throws IOException {
        if (closed) {
            throw new IOException("the playground is closed");
        }
        List<String> command = new ArrayList<>(List.of("setsid"));
        if (launch.user() != null) {
            command.addAll(List.of("setpriv", "--reuid", launch.user(), "--regid", launch.user(), "--clear-groups"));
            command.add("--");
        }
        command.addAll(launch.command());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(launch.directory().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(launch.log().toFile()));
        builder.environment().clear();
        builder.environment().putAll(launch.environment());
        return adopt(builder.start(), launch);
    }

    private Owned adopt(Process process, Launch launch) throws IOException {
        long pid = process.pid();
        long startTicks = ProcStat.of(pid).map(ProcStat::startTicks).orElse(-1L);
        Path record = directory.resolve("children").resolve(Long.toString(pid));
        Files.writeString(record, startTicks + " " + launch.burial() + "\n");
        Owned owned = new Owned(process, startTicks, launch.log(), () -> forget(pid, record));
        children.put(pid, new Child(owned, launch.burial()));
        if (!owned.alive()) {
            children.remove(pid);
        }
        return owned;
    }

    private void forget(long pid, Path record) {
        children.remove(pid);
        Leftovers.delete(record);
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        SideBySide.forEach(List.copyOf(children.values()), Child::end);
        Leftovers.delete(directory);
        Undertaker.dismiss(undertaker);
    }

    private record Child(Owned process, String burial) {
        void end() {
            if (burial.equals("KILL")) {
                process.kill();
            } else {
                process.stop(burial, GRACE);
            }
        }
    }
}
