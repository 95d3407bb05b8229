package io.pgbelay.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the operator costs, read from the outside: the API server's audit log and the kernel. */
public final class Figures {
    private static final String OPERATOR = "\"username\":\"system:serviceaccount:" + World.SYSTEM + ":pgbelay\"";

    private final World world;

    /** Of this world. */
    public Figures(World world) {
        this.world = world;
    }

    /** How many requests of the operator the API server has completed so far, watches and health aside. */
    public long requests() {
        var log = world.playground().controlPlane().auditLog();
        if (log.isEmpty()) {
            return 0;
        }
        try (var lines = Files.lines(log.get())) {
            return lines.filter(line -> line.contains(OPERATOR))
                    .filter(line -> line.contains("\"stage\":\"ResponseComplete\""))
                    .filter(line -> !line.contains("\"verb\":\"watch\""))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Resident memory of the operator, in MiB. */
    public long memory() {
        try (var lines = Files.lines(Path.of("/proc/" + world.operator().pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                            .map(line -> line.replaceAll("[^0-9]", ""))
                            .mapToLong(Long::parseLong)
                            .findFirst()
                            .orElse(0)
                    / 1024;
        } catch (IOException e) {
            return 0;
        }
    }
}
