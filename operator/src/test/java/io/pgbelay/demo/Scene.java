package io.pgbelay.demo;

import io.fabric8.kubernetes.api.model.Pod;
import io.pgbelay.api.BackupRun;
import io.pgbelay.api.RestoreRequest;
import io.pgbelay.kube.Labels;
import io.pgbelay.playground.postgres.PostgresServer;
import io.pgbelay.playground.s3.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Where one test of the loop plays: a namespace with its Secrets, and a database that belongs to nobody else. */
public final class Scene {
    private static final AtomicInteger COUNT = new AtomicInteger();

    /** A hang guard, not a promise: nothing here is timed. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final World world;
    private final PostgresServer postgres;
    private final String namespace;
    private final String database;

    private Scene(World world, PostgresServer postgres, String name) {
        this.world = world;
        this.postgres = postgres;
        this.namespace = name;
        this.database = name.replace('-', '_');
    }

    /** A scene on the world's own Postgres. */
    public static Scene open(World world) {
        return open(world, world.playground().postgres());
    }

    /** A scene on another server, which the test may kill. */
    public static Scene open(World world, PostgresServer postgres) {
        var scene = new Scene(world, postgres, "scene-" + COUNT.incrementAndGet());
        world.namespace(scene.namespace);
        world.exampleSecrets(scene.namespace);
        Shop.open(postgres, scene.database, 1);
        return scene;
    }

    /** Adds what does not compress, so that an upload has several parts: some MiB of random bytes. */
    public Scene withBulk(int mib) {
        postgres.psql(
                database,
                "CREATE EXTENSION IF NOT EXISTS pgcrypto; CREATE TABLE bulk AS SELECT g AS id, gen_random_bytes(1024) AS b"
                        + " FROM generate_series(1, " + mib * 1024 + ") g; ALTER TABLE bulk OWNER TO shop");
        return this;
    }

    public World world() {
        return world;
    }

    public String namespace() {
        return namespace;
    }

    public String database() {
        return database;
    }

    public PostgresServer postgres() {
        return postgres;
    }

    /** From now on the store does not answer to this scene's uploads, until the fault is closed. */
    public Fault holdUploads() {
        return world.playground()
                .s3()
                .gate()
                .hang(request -> request.path().contains(prefix() + "/")
                        && request.method().equals("PUT"));
    }

    /** What all keys of this scene begin with. */
    public String prefix() {
        return namespace;
    }

    /** The body of a template, indented by this many blanks; lines of a test may replace words in it. */
    public String template(int indent) {
        return """
                stage: test
                database:
                  host: %s
                  port: %d
                  name: %s
                  version: %d
                  credentials: {secretName: orders-backup}
                storage:
                  s3:
                    bucket: %s
                    prefix: %s
                    endpoint: %s
                    forcePathStyle: true
                    credentials: {secretName: s3-writer}
                deadline: 2m
                noProgressTimeout: 20s
                """.formatted(
                        postgres.host(),
                        postgres.port(),
                        database,
                        postgres.majorVersion(),
                        World.BUCKET,
                        prefix(),
                        world.playground().s3().endpoint())
                .indent(indent);
    }

    /** A BackupRun with its template inside. */
    public String run(String name) {
        return """
                apiVersion: pgbelay.io/v1alpha1
                kind: BackupRun
                metadata: {name: %s, namespace: %s}
                spec:
                  template:
                """.formatted(name, namespace) + template(4);
    }

    /** A BackupSchedule {@code orders}. */
    public String schedule(String cron) {
        return """
                apiVersion: pgbelay.io/v1alpha1
                kind: BackupSchedule
                metadata: {name: orders, namespace: %s}
                spec:
                  schedule: "%s"
                  restore: {credentials: {secretName: orders-admin}}
                  template:
                """.formatted(namespace, cron) + template(4);
    }

    /** A BackupRun of schedule {@code orders}. */
    public String runOfSchedule(String name) {
        return """
                apiVersion: pgbelay.io/v1alpha1
                kind: BackupRun
                metadata: {name: %s, namespace: %s}
                spec: {scheduleRef: {name: orders}}
                """.formatted(name, namespace);
    }

    /** A RestoreRequest of a run into a new database of this scene's server. */
    public String restore(String name, String run, String target) {
        return """
                apiVersion: pgbelay.io/v1alpha1
                kind: RestoreRequest
                metadata: {name: %s, namespace: %s}
                spec:
                  noProgressTimeout: 20s
                  source: {runRef: {name: %s}}
                  target:
                    database: %s
                    server:
                      host: %s
                      port: %d
                      version: %d
                      credentials: {secretName: orders-admin}
                """.formatted(name, namespace, run, target, postgres.host(), postgres.port(), postgres.majorVersion());
    }

    /** kubectl in this namespace; it has to succeed. */
    public String kubectl(String... arguments) {
        var all = new java.util.ArrayList<>(List.of("-n", namespace));
        all.addAll(List.of(arguments));
        return world.kubectl(all.toArray(String[]::new));
    }

    /** A run as it stands now. */
    public BackupRun run(Predicate<BackupRun> which) {
        return until(() -> world.client().resources(BackupRun.class).inNamespace(namespace).list().getItems().stream()
                .filter(which)
                .findFirst());
    }

    /** Waits for the end of a run. */
    public BackupRun ended(String name) {
        return run(one -> one.getMetadata().getName().equals(name)
                && one.getStatus() != null
                && one.getStatus().ended());
    }

    /** Waits for the end of a restore. */
    public RestoreRequest restored(String name) {
        return until(() -> Optional.ofNullable(world.client()
                        .resources(RestoreRequest.class)
                        .inNamespace(namespace)
                        .withName(name)
                        .get())
                .filter(one -> one.getStatus() != null && one.getStatus().ended()));
    }

    /** Waits for a Pod of a run whose mover is at work. */
    public Pod workingPod(String run) {
        return until(() ->
                world.client().pods().inNamespace(namespace).withLabel(Labels.RUN, run).list().getItems().stream()
                        .filter(pod -> world.playground()
                                .node()
                                .pid(namespace, pod.getMetadata().getName(), "mover")
                                .isPresent())
                        .findFirst());
    }

    /** Waits until something is there. */
    public <T> T until(Supplier<Optional<T>> found) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        var result = found.get();
        while (result.isEmpty()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain in " + namespace + ":\n" + everything());
            }
            pause();
            result = found.get();
        }
        return result.get();
    }

    /** Waits until something holds. */
    public void await(Supplier<Boolean> condition) {
        until(() -> Boolean.TRUE.equals(condition.get()) ? Optional.of(true) : Optional.empty());
    }

    /** The reason of the condition Succeeded of a run that has ended. */
    public static String reason(BackupRun run) {
        return run.getStatus().conditions().stream()
                .filter(one -> one.getType().equals("Succeeded"))
                .map(one -> Objects.requireNonNull(one.getReason()))
                .findFirst()
                .orElse("none");
    }

    /** All that a person could look at: for messages of failures, and to search for secrets. */
    public String everything() {
        return kubectl("get", "bsched,brun,rreq,pgenv,pgpromo,deployments,jobs,pods,events", "-o", "yaml")
                + world.operator().said();
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
