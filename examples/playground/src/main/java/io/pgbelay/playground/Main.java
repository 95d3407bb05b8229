package io.pgbelay.playground;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/**
 * Runs a playground in the foreground until Ctrl-C or SIGTERM; nothing is left behind. {@code --help} tells the options.
 */
public final class Main {

    private Main() {}

    public static void main(String[] words) throws InterruptedException {
        CommandLine line;
        try {
            line = CommandLine.parse(words);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        if (line.help()) {
            System.out.print(CommandLine.HELP);
            return;
        }
        quiet();
        run(line, System.out);
    }

    private static void run(CommandLine line, PrintStream out) throws InterruptedException {
        Ending ending = Ending.onShutdown(Thread.currentThread());
        try (Playground playground = Playground.start(line.options(out::println))) {
            ending.started();
            Path env = Env.write(playground, line.env());
            out.println("Kubernetes " + line.kubeVersion() + " at "
                    + playground.controlPlane().url() + ", Postgres "
                    + playground.postgres().majorVersion() + " on port "
                    + playground.postgres().port() + ", S3 at "
                    + playground.s3().endpoint());
            out.println("In another shell:  . " + env.toAbsolutePath());
            out.println("Ctrl-C ends it.");
            ending.await();
            Files.deleteIfExists(env); // it names what is about to go, and holds passwords
        } catch (IllegalStateException | IllegalArgumentException | IOException e) {
            System.err.println(e.getMessage());
            ending.done();
            System.exit(1);
        } finally {
            ending.done();
        }
    }

    /** What the libraries say about lost connections is no news in the foreground. */
    private static void quiet() {
        if (LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
            root.setLevel(Level.ERROR);
        }
    }
}
