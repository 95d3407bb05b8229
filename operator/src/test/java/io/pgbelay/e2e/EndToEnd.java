package io.pgbelay.e2e;

import io.pgbelay.demo.Story;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Plays the story and leaves the cluster as it was. Exit code 0 only if all was as it must be. */
public final class EndToEnd {
    private static final int SCALE = 10;

    private static final List<Chapter> CHAPTERS = List.of(
            new Installation(),
            new ScheduledBackup(),
            new Restoration(),
            new Deletion(),
            new Troubles(),
            new Eviction(),
            new AnotherUser(),
            new Restart(),
            new Discretion());

    private final Story story = new Story(System.out);
    private final Findings findings = new Findings();
    private final Settings settings;
    private final Cluster cluster;
    private final Release release;
    private final Ground ground;
    private final Path root = Path.of("").toAbsolutePath();
    private final AtomicBoolean left = new AtomicBoolean();

    private EndToEnd(Settings settings, Cluster cluster) {
        this.settings = settings;
        this.cluster = cluster;
        this.release = new Release(root, settings);
        this.ground = new Ground(cluster, release);
    }

    /** Started in the checkout's top folder, see {@code make e2e}. */
    public static void main(String[] args) {
        try {
            System.exit(play(Settings.from(System.getenv())) ? 0 : 1);
        } catch (IllegalStateException | IllegalArgumentException e) {
            System.err.println("make e2e: " + e.getMessage());
            System.exit(2);
        }
    }

    private static boolean play(Settings settings) {
        try (var cluster = Cluster.connect()) {
            return new EndToEnd(settings, cluster).run();
        }
    }

    private boolean run() {
        story.tell("The cluster is " + cluster.name());
        ground.claim();
        Runtime.getRuntime().addShutdownHook(new Thread(this::leave));
        var presence = Presence.begin(cluster);
        try {
            play();
        } catch (RuntimeException e) {
            findings.check("the story", false, String.valueOf(e.getMessage()));
        }
        if (!findings.good()) {
            new LastLook(cluster, story).show();
        }
        leave();
        presence.end();
        story.show(findings.table());
        return findings.good();
    }

    private void play() {
        var work = work();
        story.tell("Postgres (" + settings.postgres() + ") and S3 (in " + settings.s3() + ") start as Pods");
        var postgres = PostgresPod.start(cluster, settings.postgres());
        try (var bucket = BucketPod.start(cluster, settings.s3(), work)) {
            postgres.fill(SCALE);
            story.tell("Filled database " + PostgresPod.DATABASE + ": pgbench at scale " + SCALE
                    + ", and what a real shop has besides");
            var tool = release.install(work);
            story.tell("Installed " + settings.pgbelay() + " by " + tool);
            var examples = new Examples(root.resolve("examples"), settings.postgres(), postgres.major());
            var scene = new Scene(settings, cluster, postgres, bucket, examples, findings, story);
            CHAPTERS.forEach(chapter -> play(chapter, scene));
            story.show(cluster.tryKubectl("", "-n", Cluster.SHOP, "get", "bsched,brun,rreq")
                    .text());
        }
    }

    private void play(Chapter chapter, Scene scene) {
        if (left.get()) {
            return;
        }
        story.tell(chapter.title());
        try {
            chapter.play(scene);
        } catch (RuntimeException e) {
            findings.check(chapter.title(), false, String.valueOf(e.getMessage()));
        }
    }

    private void leave() {
        if (settings.keep() || left.getAndSet(true)) {
            return;
        }
        story.tell("Taking all away again");
        try {
            ground.leave();
            var remains = ground.left();
            findings.check("left in the cluster", "nothing", remains.isEmpty() ? "nothing" : remains);
        } catch (RuntimeException e) {
            findings.check("left in the cluster", "nothing", String.valueOf(e.getMessage()));
        }
    }

    private Path work() {
        try {
            return Files.createDirectories(root.resolve("operator/target/e2e"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
