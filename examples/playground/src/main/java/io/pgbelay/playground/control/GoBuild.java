package io.pgbelay.playground.control;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Builds what is missing of a control plane from its pinned Go modules into the cache. One build at a time per version:
 * who comes second waits and finds it done.
 */
record GoBuild(String version, Path cache, @Nullable Path assets, Consumer<String> console) {

    private static final Object ONE_PER_JVM = new Object();

    void run() {
        synchronized (ONE_PER_JVM) {
            try {
                Files.createDirectories(cache);
                buildLocked(cache.resolveSibling(cache.getFileName() + ".lock"));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot build Kubernetes " + version + " into " + cache, e);
            }
        }
    }

    private void buildLocked(Path lock) throws IOException {
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (channel.tryLock() == null) {
                console.accept("Another build of Kubernetes " + version + " is under way: waiting for it");
                channel.lock();
            }
            List<Program> missing = missing();
            if (!missing.isEmpty()) {
                build(missing);
            }
        }
    }

    private List<Program> missing() {
        return Stream.of(Program.values())
                .filter(program -> assets == null || !Files.isExecutable(assets.resolve(program.file())))
                .filter(program -> !Files.isExecutable(cache.resolve(program.file())))
                .toList();
    }

    private void build(List<Program> missing) throws IOException {
        Instant start = Instant.now();
        String names = String.join(", ", missing.stream().map(Program::file).toList());
        console.accept(
                "Building %s of Kubernetes %s from Go modules: 5 to 8 minutes on two cores, this once (kept in %s)"
                        .formatted(names, version, cache));
        Path work = cache.resolve(".work"); // ours alone, by the lock; a build that was killed may have left one
        remove(work);
        Files.createDirectories(work);
        try {
            build(work, "etcd", missing.stream().filter(Program.ETCD::equals).toList());
            build(
                    work,
                    version,
                    missing.stream().filter(program -> program != Program.ETCD).toList());
        } finally {
            remove(work);
        }
        Duration took = Duration.between(start, Instant.now());
        console.accept("Built in %d min %d s".formatted(took.toMinutes(), took.toSecondsPart()));
    }

    private void build(Path work, String module, List<Program> programs) throws IOException {
        if (programs.isEmpty()) {
            return;
        }
        Path sources = Files.createDirectories(work.resolve("module-" + module));
        for (String file : List.of("go.mod", "go.sum", "tools.go")) {
            unpack("/kube/" + module + "/" + file, sources.resolve(file));
        }
        Path built = Files.createDirectories(work.resolve("built-" + module));
        // Go calls each of several as its package is called, which for these is right.
        Path target = programs.size() == 1 ? built.resolve(programs.getFirst().file()) : built;
        go(sources, target, programs.stream().map(Program::goPackage).toList());
        for (Program program : programs) {
            Files.move(built.resolve(program.file()), cache.resolve(program.file()), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** All packages by one call: while one is linked, which takes one core, others are compiled. */
    private void go(Path sources, Path target, List<String> goPackages) throws IOException {
        Path log = sources.resolve("build.log");
        List<String> command = new ArrayList<>(List.of("go", "build", "-trimpath", "-ldflags", linkerFlags()));
        command.addAll(List.of("-o", target.toString()));
        command.addAll(goPackages);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(sources.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(Map.of("CGO_ENABLED", "0", "GOFLAGS", "-buildvcs=false"));
        Process build = start(builder);
        try {
            if (build.waitFor() != 0) {
                throw new IllegalStateException("go build of " + goPackages + " failed:\n" + Files.readString(log));
            }
        } catch (InterruptedException e) {
            build.descendants().forEach(ProcessHandle::destroy);
            build.destroy();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while building " + goPackages, e);
        }
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "There is no Kubernetes control plane here yet, and building one needs Go 1.24 or later: install Go"
                            + " (https://go.dev/dl), or name a folder with kube-apiserver, etcd,"
                            + " kube-controller-manager and kubectl in KUBEBUILDER_ASSETS.",
                    e);
        }
    }

    private String linkerFlags() {
        List<String> parts = List.of(version.split("\\.", -1));
        String prefix = " -X k8s.io/component-base/version.";
        return "-s -w" + prefix + "gitVersion=v" + version + prefix + "gitMajor=" + parts.get(0) + prefix + "gitMinor="
                + parts.get(1) + prefix + "gitTreeState=clean";
    }

    private static void unpack(String resource, Path target) throws IOException {
        try (InputStream in = GoBuild.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("this build of the playground lacks " + resource);
            }
            Files.copy(in, target);
        }
    }

    private static void remove(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
