package io.pgbelay.playground;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
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
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        AtomicBoolean starting = new AtomicBoolean(true);
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            end.countDown();
            if (starting.get()) {
                main.interrupt(); // a first start may be building for minutes
            }
            await(ended);
        }));
        try (Playground playground = Playground.start(line.options(out::println))) {
            starting.set(false);
            Path env = Env.write(playground, line.env());
            out.println("Kubernetes " + line.kubeVersion() + " at "
                    + playground.controlPlane().url() + ", Postgres "
                    + playground.postgres().majorVersion() + " on port "
                    + playground.postgres().port() + ", S3 at "
                    + playground.s3().endpoint());
            out.println("In another shell:  . " + env.toAbsolutePath());
            out.println("Ctrl-C ends it.");
            end.await();
            Files.deleteIfExists(env); // it names what is about to go, and holds passwords
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalStateException | IllegalArgumentException e) {
            System.err.println(e.getMessage());
            ended.countDown();
            System.exit(1);
        } finally {
            ended.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the libraries say about lost connections is no news in the foreground. */
    private static void quiet() {
        if (LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
            root.setLevel(Level.ERROR);
        }
    }
}
