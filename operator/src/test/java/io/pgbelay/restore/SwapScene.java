package io.pgbelay.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.api.RestoreRequest;
import io.pgbelay.api.RestoreRequestStatus;
import io.pgbelay.api.RestoreRequestStatus.Phase;
import io.pgbelay.demo.Contents;
import io.pgbelay.demo.Scene;
import io.pgbelay.demo.World;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** A scene with a live database, one backup of it, and what has happened to it since. */
record SwapScene(World world, Scene scene, String me) {
    static SwapScene open(World world) {
        return open(world, Scene.open(world));
    }

    static SwapScene open(World world, Scene scene) {
        world.kubectlApply(scene.schedule("0 1 * * *"));
        world.kubectlApply(scene.runOfSchedule("good"));
        assertThat(scene.ended("good").getStatus().usable())
                .as(scene.everything())
                .isTrue();
        scene.postgres()
                .psql(
                        scene.database(),
                        "DELETE FROM orders WHERE id % 2 = 0; CREATE TABLE later (i int); ALTER TABLE later OWNER TO shop");
        var me = world.kubectl("auth", "whoami", "-o", "jsonpath={.status.userInfo.username}");
        return new SwapScene(world, scene, me.strip());
    }

    /** A request to replace the live database; {@code more} are further lines of its spec, indented by two. */
    String swap(String name, String source, String more) {
        return """
                apiVersion: pgbelay.io/v1alpha1
                kind: RestoreRequest
                metadata: {name: %s, namespace: %s}
                spec:
                  noProgressTimeout: 20s
                  requestedBy: %s
                  source: %s
                  target: {database: %s, mode: Swap, acceptDiskUse: true}
                """.formatted(name, scene.namespace(), me, source, scene.database()) + more.indent(2);
    }

    String swap(String name, String more) {
        return swap(name, "{scheduleRef: {name: orders}}", more);
    }

    void apply(String yaml) {
        world.kubectlApply(yaml);
    }

    RestoreRequest until(String name, Predicate<RestoreRequestStatus> which) {
        return scene.until(() -> Optional.ofNullable(world.client()
                        .resources(RestoreRequest.class)
                        .inNamespace(scene.namespace())
                        .withName(name)
                        .get())
                .filter(one -> one.getStatus() != null && which.test(one.getStatus())));
    }

    /** Waits for the plan, as a person does; an end before it is no plan. */
    RestoreRequest planned(String name) {
        var request = until(name, status -> status.phase() == Phase.AwaitingConfirmation || status.ended());
        assertThat(request.getStatus().phase()).as(scene.everything()).isEqualTo(Phase.AwaitingConfirmation);
        return request;
    }

    void confirm(RestoreRequest request) {
        var plan = Objects.requireNonNull(request.getStatus().plan());
        confirm(request, Objects.requireNonNull(plan.confirm()));
    }

    void confirm(RestoreRequest request, String word) {
        scene.kubectl(
                "patch",
                "rreq",
                request.getMetadata().getName(),
                "--type=merge",
                "-p",
                "{\"spec\": {\"confirm\": \"" + word + "\"}}");
    }

    /** Plans, confirms, and waits for the end. */
    RestoreRequest carriedOut(String name, String yaml) {
        apply(yaml);
        confirm(planned(name));
        return ended(name);
    }

    RestoreRequest ended(String name) {
        return scene.restored(name);
    }

    Contents contents() {
        return Contents.of(scene.postgres(), scene.database());
    }

    String deployment(String name, int replicas) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %1$s, namespace: %2$s}
                spec:
                  replicas: %3$d
                  selector: {matchLabels: {app: %1$s}}
                  template:
                    metadata: {labels: {app: %1$s}}
                    spec:
                      terminationGracePeriodSeconds: 1
                      containers:
                      - name: app
                        image: postgres:15
                        command: [sh, -c, "trap 'exit 0' TERM; while :; do sleep 0.2; done"]
                """.formatted(name, scene.namespace(), replicas);
    }

    int replicas(String deployment) {
        return Integer.parseInt(scene.kubectl("get", "deployment", deployment, "-o", "jsonpath={.spec.replicas}")
                .strip());
    }

    int databases(String pattern) {
        return Integer.parseInt(scene.postgres()
                .psql("postgres", "SELECT count(*) FROM pg_database WHERE datname LIKE '" + pattern + "'")
                .strip());
    }

    static String reason(RestoreRequest request) {
        return request.getStatus().conditions().stream()
                .filter(one -> one.getType().equals("Succeeded"))
                .map(one -> one.getReason())
                .findFirst()
                .orElse("none");
    }
}
