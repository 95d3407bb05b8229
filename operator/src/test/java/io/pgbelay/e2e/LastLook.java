package io.pgbelay.e2e;

import io.pgbelay.demo.Story;

/** What a person would look at first when something went wrong, before all is taken away. */
final class LastLook {
    private final Cluster cluster;
    private final Story story;

    LastLook(Cluster cluster, Story story) {
        this.cluster = cluster;
        this.story = story;
    }

    void show() {
        show("-n", Cluster.SHOP, "get", "bsched,brun,rreq,jobs,pods", "-o", "wide");
        show("-n", Cluster.SHOP, "describe", "brun,rreq");
        show("-n", Cluster.SHOP, "get", "events", "--sort-by=.lastTimestamp");
        show("-n", Cluster.SYSTEM, "get", "pods", "-o", "wide");
        show("-n", Cluster.SYSTEM, "logs", "-l", Installation.SELECTOR, "--tail=100");
    }

    private void show(String... command) {
        story.show("--- kubectl " + String.join(" ", command));
        story.show(cluster.tryKubectl("", command).text());
    }
}
