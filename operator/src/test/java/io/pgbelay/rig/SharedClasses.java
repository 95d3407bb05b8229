package io.pgbelay.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;

/**
 * What the JVMs of tests are told besides, for tests start a thousand of them: to begin with an archive of classes that an
 * earlier one has loaded, and to leave alone the second compiler, which pays for itself after minutes.
 */
public final class SharedClasses {
    /** The launcher reads it. */
    public static final String VARIABLE = "PGBELAY_JAVA_OPTIONS";

    private static final Path FOLDER = Servers.household().folder("classes");
    private static final Path MOVER = FOLDER.resolve("mover.jsa");
    private static final Path OPERATOR = FOLDER.resolve("operator.jsa");
    private static final Path OPTIONS = FOLDER.resolve("operator.options");
    private static final String WORDS = "-Xlog:disable -XX:TieredStopAtLevel=1 ";

    private SharedClasses() {}

    /** For a worker. Without an archive it begins as JVMs do. */
    public static String forWorkers() {
        return WORDS + "-XX:SharedArchiveFile=" + MOVER;
    }

    /** For an operator, at every start of it: the first can be asked for the archive, the later ones have it. */
    public static String forOperators() {
        try {
            Files.writeString(OPTIONS, "-XX:+RecordDynamicDumpInfo");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return WORDS + "-XX:VMOptionsFile=" + OPTIONS;
    }

    /** Asks a running operator for the archive. */
    public static void ask(long pid) {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            var asked = new ProcessBuilder(jcmd, Long.toString(pid), "VM.cds", "dynamic_dump", OPERATOR.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(FOLDER.resolve("jcmd.log").toFile())
                    .start();
            if (asked.waitFor(1, TimeUnit.MINUTES) && Files.exists(OPERATOR)) {
                Files.writeString(OPTIONS, "-XX:SharedArchiveFile=" + OPERATOR);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** For the worker of one Pod: where there is no archive yet, it leaves one. */
    static String forPod(String pod) {
        return Files.exists(MOVER) ? forWorkers() : "-Xlog:disable -XX:ArchiveClassesAtExit=" + part(pod);
    }

    /** The worker of this Pod has ended. */
    static void ended(String pod) throws IOException {
        if (Files.exists(part(pod))) {
            Files.move(part(pod), MOVER, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static Path part(String pod) {
        return FOLDER.resolve(pod + ".part");
    }
}
