package io.pgbelay.playground;

import io.pgbelay.playground.control.Binaries;
import io.pgbelay.playground.control.ControlPlane;
import io.pgbelay.playground.node.Images;
import io.pgbelay.playground.node.Node;
import io.pgbelay.playground.postgres.PostgresBinaries;
import io.pgbelay.playground.postgres.PostgresServer;
import io.pgbelay.playground.process.Household;
import io.pgbelay.playground.process.SideBySide;
import io.pgbelay.playground.s3.S3Server;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A whole world: control plane, node, Postgres, S3. It ends with {@link #close()}, or with the JVM. */
public final class Playground implements AutoCloseable {

    /**
     * What a playground is to be like.
     *
     * @param images which command stands for which image
     * @param buckets made in the S3 server at the start
     * @param kubeVersion one of the pinned versions
     * @param stateDirectory below which the playground makes its own directory
     * @param auditLog whether the API server writes every request into a file
     * @param console for lines about what takes long
     */
    public record Options(
            Images images,
            List<String> buckets,
            String kubeVersion,
            Path stateDirectory,
            boolean auditLog,
            Consumer<String> console) {

        public Options {
            buckets = List.copyOf(buckets);
        }

        public static Options defaults() {
            return new Options(
                    Images.none(),
                    List.of(),
                    Binaries.wantedVersion(),
                    Path.of(System.getProperty("java.io.tmpdir", "/tmp")),
                    false,
                    line -> {});
        }

        public Options withImages(Images other) {
            return new Options(other, buckets, kubeVersion, stateDirectory, auditLog, console);
        }

        public Options withBuckets(String... names) {
            return new Options(images, List.of(names), kubeVersion, stateDirectory, auditLog, console);
        }

        public Options withKubeVersion(String version) {
            return new Options(images, buckets, version, stateDirectory, auditLog, console);
        }

        public Options withStateDirectory(Path directory) {
            return new Options(images, buckets, kubeVersion, directory, auditLog, console);
        }

        public Options withAuditLog() {
            return new Options(images, buckets, kubeVersion, stateDirectory, true, console);
        }

        public Options withConsole(Consumer<String> lines) {
            return new Options(images, buckets, kubeVersion, stateDirectory, auditLog, lines);
        }
    }

    private final Options options;
    private final Household household;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final ControlPlane controlPlane;
    private final Node node;
    private final PostgresServer postgres;
    private final S3Server s3;

    private Playground(Options options, Household household) {
        this.options = options;
        this.household = opened(household);
        CompletableFuture<PostgresServer> startingPostgres = inBackground(this::startPostgres);
        CompletableFuture<S3Server> startingS3 = inBackground(() -> opened(startS3(options, household)));
        try {
            Binaries binaries = Binaries.find(options.kubeVersion(), options.console());
            this.controlPlane = opened(ControlPlane.start(household, binaries, options.auditLog()));
            this.node = opened(Node.start(household, controlPlane, options.images()));
            this.postgres = result(startingPostgres);
            this.s3 = result(startingS3);
        } catch (RuntimeException | Error e) {
            CompletableFuture.allOf(startingPostgres, startingS3)
                    .exceptionally(failure -> null)
                    .join();
            close();
            throw e;
        }
    }

    /** Starts all of it, side by side where that is possible; some four seconds once the programs are there. */
    public static Playground start(Options options) {
        return new Playground(options, Household.open(options.stateDirectory()));
    }

    public ControlPlane controlPlane() {
        return controlPlane;
    }

    public Node node() {
        return node;
    }

    public PostgresServer postgres() {
        return postgres;
    }

    public S3Server s3() {
        return s3;
    }

    /** Its directory and processes, for programs that are to end with it. */
    public Household household() {
        return household;
    }

    public Options options() {
        return options;
    }

    /** Where all of it lives; goes with it. */
    public Path directory() {
        return household.directory();
    }

    /** One more Postgres server; it ends with the playground, if not before. */
    public PostgresServer startPostgres() {
        return PostgresServer.start(household, PostgresBinaries.find(options.console()), false);
    }

    private static S3Server startS3(Options options, Household household) {
        S3Server server = S3Server.start(household.folder("s3"));
        options.buckets().forEach(server::createBucket);
        return server;
    }

    private static <T> CompletableFuture<T> inBackground(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, SideBySide.THREADS);
    }

    private static <T> T result(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private synchronized <T extends AutoCloseable> T opened(T part) {
        open.push(part);
        return part;
    }

    /** Ends all of it, the last started first. A second time does nothing. */
    @Override
    public synchronized void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                options.console().accept("not closed cleanly: " + e.getMessage());
            }
        }
    }
}
