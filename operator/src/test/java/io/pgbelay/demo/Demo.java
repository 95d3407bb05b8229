package io.pgbelay.demo;

import io.pgbelay.api.BackupRun;
import io.pgbelay.api.RestoreRequest;
import io.pgbelay.kube.Labels;
import io.pgbelay.kube.Times;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The whole story by one command: a database is backed up on schedule by the real operator on a real Kubernetes API,
 * restored and compared; then a release goes out with its migration, a bad one destroys data, and all of it comes back.
 */
public final class Demo {
    private static final String NAMESPACE = "shop-prod";
    private static final String DATABASE = "orders";
    private static final String COPY = "orders_look";
    private static final int SCALE = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Story story;

    private Demo(Story story) {
        this.story = story;
    }

    /** Exit code 0 only if the restored database equals the one that was backed up. */
    public static void main(String[] args) {
        try {
            System.exit(run(System.out) ? 0 : 1);
        } catch (RuntimeException e) {
            System.err.println("The demo failed: " + e.getMessage());
            System.exit(1);
        }
    }

    /** The same, for a test. */
    public static boolean run(PrintStream out) {
        return new Demo(new Story(out)).run();
    }

    private boolean run() {
        story.tell("Starting Kubernetes (etcd, kube-apiserver, kube-controller-manager), a node, Postgres and S3");
        try (var world = World.start(story::tell, Map.of())) {
            story.tell("The operator is ready, under its own service account and no other rights");
            prepare(world);
            var releases = new Releases(world, story, NAMESPACE, DATABASE);
            releases.prepare();
            var figures = new Figures(world);
            var before = figures.requests();
            var run = backUp(world);
            story.tell("The operator asked the API server " + (figures.requests() - before)
                    + " times for this, and holds " + figures.memory() + " MiB of memory");
            var equal = restoreAndCompare(world);
            suspend(world);
            equal = equal && releases.play();
            ending(world, run);
            story.tell(equal ? "All is equal. The rope holds." : "Something DIFFERS: see above");
            return equal;
        }
    }

    private static void suspend(World world) {
        world.kubectl(
                "patch", "bsched", "orders", "-n", NAMESPACE, "--type=merge", "-p", "{\"spec\":{\"suspend\":true}}");
    }

    private void prepare(World world) {
        Shop.open(world.playground().postgres(), DATABASE, SCALE);
        story.tell("Filled database " + DATABASE + ": pgbench at scale " + SCALE + ", "
                + "and what a real shop has besides (large objects, partitions, views, keys, 日本)");
        world.namespace(NAMESPACE);
        world.exampleSecrets(NAMESPACE);
    }

    private BackupRun backUp(World world) {
        world.kubectlApply(new Examples(world).schedule("* * * * *"));
        story.tell("kubectl apply -f examples/backupschedule.yaml   (every minute; with this playground's addresses)");
        var follow = new Follow(world, story);
        var label = Labels.OURS + "," + Labels.RUN;
        var created = follow.until(() -> newest(world), NAMESPACE, label, PATIENCE);
        var name = created.getMetadata().getName();
        story.tell("A tick came due: BackupRun " + name);
        var run = follow.until(() -> ended(world, name), NAMESPACE, Labels.RUN + "=" + name, PATIENCE);
        var artifact = run.getStatus().artifact();
        if (artifact == null) {
            throw new IllegalStateException(
                    "The backup failed:\n" + world.kubectl("describe", "brun", "-n", NAMESPACE));
        }
        story.tell("Backed up: " + Times.size(artifact.dumpBytes()) + " became " + artifact.size() + " at "
                + artifact.location());
        return run;
    }

    private static Optional<BackupRun> newest(World world) {
        return world.client().resources(BackupRun.class).inNamespace(NAMESPACE).list().getItems().stream()
                .findFirst();
    }

    private static Optional<BackupRun> ended(World world, String name) {
        return Optional.ofNullable(world.client()
                        .resources(BackupRun.class)
                        .inNamespace(NAMESPACE)
                        .withName(name)
                        .get())
                .filter(run -> run.getStatus() != null && run.getStatus().ended());
    }

    private boolean restoreAndCompare(World world) {
        world.kubectlApply(new Examples(world).restore());
        story.tell("kubectl apply -f examples/restorerequest.yaml   (into the new database " + COPY + ")");
        var follow = new Follow(world, story);
        var request = follow.until(() -> restored(world), NAMESPACE, Labels.OURS + "," + Labels.RESTORE, PATIENCE);
        if (request.getStatus().restored() == null) {
            throw new IllegalStateException(
                    "The restore failed:\n" + world.kubectl("describe", "rreq", "-n", NAMESPACE));
        }
        story.tell("Restored in " + request.getStatus().duration() + "; now psql compares, not we");
        return compare(world);
    }

    private static Optional<RestoreRequest> restored(World world) {
        return Optional.ofNullable(world.client()
                        .resources(RestoreRequest.class)
                        .inNamespace(NAMESPACE)
                        .withName("orders-look")
                        .get())
                .filter(request ->
                        request.getStatus() != null && request.getStatus().ended());
    }

    private boolean compare(World world) {
        var postgres = world.playground().postgres();
        var live = Contents.of(postgres, DATABASE);
        var copy = Contents.of(postgres, COPY);
        var differences = live.differencesFrom(copy);
        differences.forEach((what, how) -> story.tell("DIFFERENT: " + what + ": " + how));
        story.tell("Compared " + live.count("table") + " tables and materialized views row by row, "
                + live.count("sequence") + " sequences, " + live.count("large object") + " large objects, "
                + live.count("index") + " indexes, " + live.count("constraint") + " constraints, "
                + live.count("view") + " view");
        return differences.isEmpty() && live.count("table") > 0;
    }

    private void ending(World world, BackupRun run) {
        story.show("");
        story.show(world.kubectl("get", "bsched,brun,rreq,pgenv,pgpromo", "-n", NAMESPACE));
        var artifact = Objects.requireNonNull(run.getStatus().artifact());
        story.show("Go on by yourself:");
        story.show("  make playground                         # the same world, and it stays");
        story.show("  source target/playground/env            # kubectl, psql and aws then speak to it");
        story.show("  kubectl -n " + NAMESPACE + " create -f examples/backuprun.yaml");
        story.show("  kubectl -n " + NAMESPACE + " wait --for=condition=Finished brun --all");
        story.show("  kubectl -n " + NAMESPACE + " describe brun");
        story.show("  aws s3 ls s3://" + World.BUCKET + "/ --recursive     # " + artifact.manifest());
        story.show("");
    }
}
