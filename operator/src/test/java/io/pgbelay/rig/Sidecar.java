package io.pgbelay.rig;

import io.pgbelay.contract.PodEnv;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The container with the Postgres tools, as processes on this machine. */
public final class Sidecar {
    private final Process shell;

    private Sidecar(Process shell) {
        this.shell = shell;
    }

    /** Waits for work in this folder. */
    public static Sidecar start(Path shared) throws IOException {
        return start(shared, Map.of());
    }

    static Sidecar start(Path shared, Map<String, String> secrets) throws IOException {
        return start(shared, secrets, Servers.postgres().binDir() + ":/usr/bin:/bin");
    }

    /**
     * The same.
     *
     * @param path where the tools are
     */
    public static Sidecar start(Path shared, Map<String, String> secrets, String path) throws IOException {
        var builder = new ProcessBuilder("setsid", "sh", "-c", loop())
                .redirectErrorStream(true)
                .redirectOutput(shared.resolveSibling(shared.getFileName() + "-sidecar.log")
                        .toFile());
        builder.environment().clear();
        builder.environment().putAll(secrets);
        builder.environment()
                .putAll(Map.of(PodEnv.SHARED, shared.toString(), "PGREQUIREAUTH", "scram-sha-256", "PATH", path));
        return new Sidecar(builder.start());
    }

    /** The container's first process. */
    public ProcessHandle handle() {
        return shell.toHandle();
    }

    /** All that runs in it. */
    Stream<ProcessHandle> tools() {
        return shell.descendants();
    }

    /** Ends it at once, as the kernel does when memory is short. */
    public void kill() {
        List<ProcessHandle> tools = tools().toList();
        shell.destroyForcibly();
        tools.forEach(ProcessHandle::destroyForcibly);
    }

    /** The very text that the operator writes into Pods; that room opens it to nobody, so it is read over the wall. */
    private static String loop() {
        try {
            var field = Class.forName("io.pgbelay.job.ClientContainer").getDeclaredField("LOOP");
            field.setAccessible(true);
            return (String) field.get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the loop of the container with the tools has moved", e);
        }
    }
}
