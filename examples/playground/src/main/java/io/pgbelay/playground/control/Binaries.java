package io.pgbelay.playground.control;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The control plane's programs, all of one Kubernetes version. Looked for in {@code KUBEBUILDER_ASSETS}, then in the
 * user's cache directory; what neither has is built into the latter.
 */
public record Binaries(String version, Path etcd, Path apiServer, Path controllerManager, Path kubectl) {

    public static final String DEFAULT_VERSION = "1.34.4";
    static final List<String> PINNED = List.of(DEFAULT_VERSION, "1.36.3");

    /** The version named by {@code KUBE_VERSION}, or the default. */
    public static String wantedVersion() {
        String wanted = System.getenv("KUBE_VERSION");
        return wanted == null || wanted.isBlank() ? DEFAULT_VERSION : wanted.trim();
    }

    public static Binaries find(String version, Consumer<String> console) {
        if (!PINNED.contains(version)) {
            throw new IllegalArgumentException("Kubernetes " + version + " is not pinned here: KUBE_VERSION may be "
                    + String.join(" or ", PINNED) + ".");
        }
        Path cache = cacheDirectory().resolve("kubernetes-" + version);
        Path assets = assets(version, console);
        return new Binaries(
                version,
                find(Program.ETCD, assets, cache, version, console),
                find(Program.API_SERVER, assets, cache, version, console),
                find(Program.CONTROLLER_MANAGER, assets, cache, version, console),
                find(Program.KUBECTL, assets, cache, version, console));
    }

    private static Path find(
            Program program, @Nullable Path assets, Path cache, String version, Consumer<String> console) {
        if (assets != null && Files.isExecutable(assets.resolve(program.file()))) {
            return assets.resolve(program.file());
        }
        Path cached = cache.resolve(program.file());
        if (!Files.isExecutable(cached)) {
            new GoBuild(version, cache, assets, console).run();
        }
        return cached;
    }

    /** The folder that the environment names, unless its API server is of another minor version than the wanted. */
    private static @Nullable Path assets(String version, Consumer<String> console) {
        String named = System.getenv("KUBEBUILDER_ASSETS");
        if (named == null || named.isBlank()) {
            return null;
        }
        Path apiServer = Path.of(named).resolve(Program.API_SERVER.file());
        if (!Files.isExecutable(apiServer)) {
            return Path.of(named);
        }
        String held = versionOf(apiServer);
        if (minor(held).equals(minor(version))) {
            return Path.of(named);
        }
        console.accept("KUBEBUILDER_ASSETS holds Kubernetes %s, not the wanted %s: not used".formatted(held, version));
        return null;
    }

    private static String versionOf(Path apiServer) {
        try {
            Process process = new ProcessBuilder(apiServer.toString(), "--version").start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return output.replace("Kubernetes v", "").trim();
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static String minor(String version) {
        return version.replaceFirst("^(\\d+\\.\\d+).*", "$1");
    }

    private static Path cacheDirectory() {
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path base = xdg == null || xdg.isBlank()
                ? Path.of(System.getProperty("user.home", "/root"), ".cache")
                : Path.of(xdg);
        return base.resolve("pgbelay-playground");
    }
}
