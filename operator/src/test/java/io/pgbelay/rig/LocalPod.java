package io.pgbelay.rig;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pgbelay.contract.Json;
import io.pgbelay.contract.Order;
import io.pgbelay.contract.Outcome;
import io.pgbelay.contract.PodEnv;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Pod of ours on this machine: the sidecar's loop and the mover, as processes that share a folder. */
public final class LocalPod implements AutoCloseable {
    private final Path folder;
    private final Sidecar sidecar;
    private final Process mover;

    private LocalPod(Path folder, Sidecar sidecar, Process mover) {
        this.folder = folder;
        this.sidecar = sidecar;
        this.mover = mover;
    }

    /** How a Pod ended. */
    public record End(int exitCode, Outcome outcome, String log) {}

    /** Starts both containers. */
    public static LocalPod start(Order order, Map<String, String> secrets) throws IOException {
        var folder = Servers.household().folder(Servers.fresh("pod-"));
        Files.createDirectory(folder.resolve("shared"));
        Files.createDirectory(folder.resolve("tmp"));
        var sidecar = Sidecar.start(folder.resolve("shared"), libpq(secrets));
        var launcher = Path.of("target/image/bin/pgbelay").toAbsolutePath().toString();
        var mover = process(folder, "mover", List.of(launcher, order.verb()), moverEnv(folder, order, secrets));
        return new LocalPod(folder, sidecar, mover);
    }

    /** Starts both and waits for the mover's end. */
    public static End run(Order order, Map<String, String> secrets) throws IOException, InterruptedException {
        try (var pod = start(order, secrets)) {
            return pod.end();
        }
    }

    /** The container with the tools gets what libpq reads, and no key of the store or of a backup. */
    private static Map<String, String> libpq(Map<String, String> secrets) {
        var env = new HashMap<>(secrets);
        env.keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("PGBELAY_"));
        return env;
    }

    private static Map<String, String> moverEnv(Path folder, Order order, Map<String, String> secrets)
            throws JsonProcessingException {
        var env = new HashMap<>(secrets);
        env.put(PodEnv.SHARED, folder.resolve("shared").toString());
        env.put(PodEnv.TMP, folder.resolve("tmp").toString());
        env.put(PodEnv.TERMINATION_LOG, folder.resolve("termination").toString());
        env.put(PodEnv.ORDER, Json.MAPPER.writeValueAsString(order));
        env.put("JAVA_HOME", System.getProperty("java.home"));
        env.put("PATH", "/usr/bin:/bin");
        env.put(SharedClasses.VARIABLE, SharedClasses.forPod(name(folder)));
        return env;
    }

    private static Process process(Path folder, String name, List<String> command, Map<String, String> env)
            throws IOException {
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile());
        builder.environment().clear();
        builder.environment().putAll(env);
        return builder.start();
    }

    /** The mover. */
    public Process mover() {
        return mover;
    }

    /** What the mover has said so far. */
    public String log() {
        return text("mover.log");
    }

    /** Kills the container with the tools, as the kernel does when memory is short. */
    public void killSidecar() {
        sidecar.kill();
    }

    /** The running tools of this name. */
    public List<ProcessHandle> tools(String name) {
        return sidecar.tools()
                .filter(process -> process.info().command().orElse("").endsWith("/" + name))
                .toList();
    }

    /** Waits for the mover's end. */
    public End end() throws IOException, InterruptedException {
        if (!mover.waitFor(3, TimeUnit.MINUTES)) {
            throw new IllegalStateException("the mover hangs:\n" + log());
        }
        SharedClasses.ended(name(folder));
        var termination = folder.resolve("termination");
        var outcome = Files.exists(termination)
                ? Json.MAPPER.readValue(termination.toFile(), Outcome.class)
                : new Outcome(null, "(no termination message)", List.of(), null, null, null, null, null);
        return new End(mover.exitValue(), outcome, log());
    }

    /** Everything that either container wrote anywhere, for a look at what must not be in it. */
    public String everything() throws IOException {
        try (var files = Files.walk(folder)) {
            var all = new StringBuilder();
            files.filter(Files::isRegularFile)
                    .forEach(file -> all.append(text(folder.relativize(file).toString())));
            return all.toString();
        }
    }

    private static String name(Path folder) {
        return String.valueOf(folder.getFileName());
    }

    private String text(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        mover.destroyForcibly();
        sidecar.kill();
    }
}
