package io.pgbelay.playground.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Installs Debian's Postgres where we may: as root, with apt-get at hand. */
final class Debian {

    private static final Path CREATE_CLUSTER = Path.of("/etc/postgresql-common/createcluster.conf");

    private Debian() {}

    /** Empty where it cannot be tried. */
    static Optional<String> install(Consumer<String> console) {
        if (!"root".equals(System.getProperty("user.name")) || !Files.isExecutable(Path.of("/usr/bin/apt-get"))) {
            return Optional.empty();
        }
        console.accept("Installing Debian's postgresql package, for there is no Postgres here: about a minute, once");
        try {
            leaveNoServerRunning();
            run(List.of("apt-get", "update", "-q"));
            run(List.of("apt-get", "install", "-q", "-y", "--no-install-recommends", "postgresql"));
            return Optional.of("installed");
        } catch (IOException e) {
            throw new IllegalStateException("cannot install postgresql: " + e.getMessage(), e);
        }
    }

    /** The package would make and start a server of its own, on the usual port. */
    private static void leaveNoServerRunning() throws IOException {
        if (!Files.exists(CREATE_CLUSTER)) {
            Files.createDirectories(Path.of("/etc/postgresql-common"));
            Files.writeString(CREATE_CLUSTER, "create_main_cluster = false\n");
        }
    }

    private static void run(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(Map.of("DEBIAN_FRONTEND", "noninteractive"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + " failed:\n" + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
