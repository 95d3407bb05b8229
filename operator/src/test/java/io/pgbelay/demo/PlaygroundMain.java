package io.pgbelay.demo;

import io.pgbelay.playground.Env;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** {@code make playground}: the world of the demo, in the foreground, until Ctrl-C. */
public final class PlaygroundMain {
    private static final String NAMESPACE = "shop-prod";

    private PlaygroundMain() {}

    /** Starts it, says how to reach it, and waits. */
    public static void main(String[] args) throws InterruptedException {
        var story = new Story(System.out);
        var world = World.start(story::tell, Map.of());
        var told = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            world.close();
            told.countDown();
        }));
        Shop.open(world.playground().postgres(), "orders", 1);
        world.namespace(NAMESPACE);
        world.exampleSecrets(NAMESPACE);
        world.kubectlApply(new Examples(world).schedule("*/5 * * * *"));
        var file = Env.write(world.playground(), World.root().resolve("target/playground/env"));
        story.tell("The playground is up, with schedule orders in namespace " + NAMESPACE + ". In another shell:");
        story.show("  source " + World.root().relativize(file));
        story.show("  kubectl get bsched,brun,rreq -A");
        story.show("  kubectl create -f examples/backuprun.yaml && kubectl apply -f examples/restorerequest.yaml");
        story.show("Ctrl-C ends it and leaves nothing behind.");
        told.await();
    }
}
