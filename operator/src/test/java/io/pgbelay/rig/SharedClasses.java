package io.pgbelay.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Halves the start of the mover, of which tests start many: the first one that ends by itself leaves an archive of its
 * loaded classes, and the others begin with it.
 */
final class SharedClasses {
    private static final Path FOLDER = Servers.household().folder("classes");
    private static final Path READY = FOLDER.resolve("mover.jsa");

    private SharedClasses() {}

    /** What the JVM of a mover is told besides. */
    static String options(String pod) {
        return Files.exists(READY)
                ? "-Xlog:disable -XX:SharedArchiveFile=" + READY
                : "-Xlog:disable -XX:ArchiveClassesAtExit=" + part(pod);
    }

    /** A mover has ended. */
    static void ended(String pod) throws IOException {
        if (Files.exists(part(pod))) {
            Files.move(part(pod), READY, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static Path part(String pod) {
        return FOLDER.resolve(pod + ".jsa");
    }
}
